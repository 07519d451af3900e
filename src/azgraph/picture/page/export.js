// The picture of the current view as SVG or PNG, with headline, day, key and source; the table as CSV.
import { add, broken, clear, draw, find, make, measure, screenWidth, SVG } from "./dom.js";
import { D, filtered, state } from "./state.js";
import { nameOf, SIGN_WORDS } from "./words.js";
import { tabs } from "./views.js";
import { fontStack } from "./geometry.js";
import { announce } from "./strip.js";
import { hiddenWords } from "./filters.js";
import { looksWords, openLooks } from "./lists.js";
import { folded } from "./search.js";
import { columns, saysOf, tableIds, whoOf } from "./table.js";
import { copyText, sourcesInWords } from "./links.js";
import { dark, toldParts, turnTheme } from "./start.js";

const INHERITED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"];
INHERITED.push("text-anchor", "font-family", "font-size", "font-weight", "font-style");
const KEPT = /^(x|y|dx|dy|d|r|cx|cy|rx|ry|width|height|points|transform|id|clip-path)$/;

/** A shape as it is seen, its styles resolved into attributes, so that it needs no style sheet; null if it is not seen. */
function inked(shape, above) {
  const style = getComputedStyle(shape);
  if (style.opacity === "0" || style.display === "none") return null;
  const whole = shape.tagName === "svg";
  const copy = draw(whole ? "g" : shape.tagName, {});
  for (const { name, value } of shape.attributes) if (!whole && KEPT.test(name)) copy.setAttribute(name, value);
  for (const name of INHERITED)
    if (!above || style.getPropertyValue(name) !== above.getPropertyValue(name))
      copy.setAttribute(name, plain(style.getPropertyValue(name)));
  if (style.opacity !== "1") copy.setAttribute("opacity", style.opacity);
  if (style.textDecorationLine !== "none") copy.setAttribute("text-decoration", style.textDecorationLine);
  const hollow = plain(style.fill) === "none" && plain(style.stroke) === "none";
  if (!shape.childNodes.length && hollow) return null;
  add(copy, [...shape.childNodes].map((node) => (node.nodeType === 3 ? node.data : inked(node, style))));
  return copy;
}

/** A value as every program reads it: colours by six digits, lengths without a unit. */
function plain(value) {
  if (/^(transparent|rgba\(.*, 0\))$/.test(value)) return "none";
  const colour = value.match(/^rgba?\((\d+), (\d+), (\d+)/);
  if (colour) return "#" + colour.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0")).join("");
  return value.replace(/(\d)px/g, "$1");
}

/** The pictures of the view that is seen, with their places in it; lanes stand on the scale of the strip. */
export function pictures() {
  const scaled = state.view === "lanes" && screenWidth() >= 640 ? [...find("scale").children] : [];
  const home = find(state.view);
  const own = [...home.querySelectorAll("svg")].filter((one) => !one.parentElement.closest("svg, .key") && one.clientWidth > 120);
  const boxes = [...scaled, ...own].map((svg) => [svg, svg.getBoundingClientRect()]);
  const left = home.parentNode.getBoundingClientRect().left;
  const unscrolled = ([svg, { top }]) => top + (home.contains(svg) ? home.scrollTop : 0);
  const first = Math.min(...boxes.map(unscrolled));
  return boxes.map(([svg, { x, width, height }], at) => ({ svg, x: x - left, y: unscrolled(boxes[at]) - first, width, height }));
}

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Lines of text, one below the other; says where the next may begin. */
function written(home, text, { x, y, room, font, high, fill }) {
  const [, style, weight, size, family] = font.match(/^(italic )?(\d+) ([\d.]+)px (.*)$/);
  const shown = { "font-style": style ? "italic" : null, "font-weight": weight, "font-size": size, "font-family": family };
  let lines = broken(text, font, room);
  for (let less = room; broken(text, font, less).length === lines.length; less -= 10) lines = broken(text, font, less);
  lines.forEach((line, index) =>
    home.append(draw("text", { x, y: y + index * high + Number(size), fill: token(fill), ...shown }, line)),
  );
  return y + lines.length * high;
}

/** The key in rows: its marks with their words, as the filter has them. */
function keyDrawn(home, x, y, room) {
  const font = `400 12.5px ${fontStack("sans")}`;
  let [left, top] = [x, y];
  const key = find(state.view).querySelector(".key") || find("key");
  for (const item of key.querySelectorAll("button:not(.go), .say")) {
    const mark = item.querySelector("svg");
    const wide = mark ? Number(mark.getAttribute("width")) + 7 : 0;
    const words = [...item.childNodes].map((node) => node.textContent.trim()).filter(Boolean).join(" ");
    const width = wide + measure(words, font);
    if (left > x && left + width > x + room) [left, top] = [x, top + 21];
    if (mark) {
      const shape = inked(mark);
      shape.setAttribute("transform", `translate(${left} ${top + 11 - mark.getAttribute("height") / 2})`);
      home.append(shape);
    }
    const struck = item.getAttribute("aria-pressed") === "false" ? "line-through" : null;
    const look = { fill: token("ink2"), "font-size": 12.5, "font-family": fontStack("sans"), "text-decoration": struck };
    const lines = broken(words, font, room - wide);
    lines.forEach((line, at) => home.append(draw("text", { x: left + wide, y: top + 15.5 + 17 * at, ...look }, line)));
    top += 17 * (lines.length - 1);
    left += width + 16;
  }
  return top + 21;
}

/** The whole sheet: headline, who and when, the picture, its key, what is hidden, the sources. */
function sheet() {
  const shown = pictures();
  const inner = Math.max(...shown.map((one) => one.x + one.width));
  const [width, x] = [inner + 64, 32];
  const small = inner < 560;
  const svg = draw("svg", { xmlns: SVG, width, viewBox: "0 0 1 1" }, draw("title", {}, find("headline").textContent));
  const ground = draw("rect", { width, height: 1, fill: token("paper") });
  svg.append(ground);
  const serif = fontStack("serif");
  const place = { x, room: inner };
  let y = written(svg, find("headline").textContent, { ...place, y: 24, font: `700 ${small ? 21 : 30}px ${serif}`, high: small ? 25 : 36, fill: "ink" });
  y = written(svg, make("p", {}, toldParts(), ".").textContent, { ...place, y: y + 6, font: `400 15px ${serif}`, high: 22, fill: "ink2" });
  const days = shown.map(({ svg }) => svg.parentElement.querySelector(".day-words")); // of compare each picture has its own
  if (days[0]) y += 28;
  if (days[0] && shown[1].y) shown[1].y = shown[0].height + 48; // one below the other, without the list between
  shown.forEach((one, at) => {
    if (days[at]) written(svg, days[at].textContent, { x: x + one.x, y: y - 14 + one.y, room: one.width, font: `700 17px ${serif}`, high: 22, fill: "ink" });
  });
  for (const one of shown) {
    const scale = one.svg.viewBox.baseVal ? one.width / (one.svg.viewBox.baseVal.width || one.width) : 1;
    const at = `translate(${(x + one.x).toFixed(1)} ${(y + 14 + one.y).toFixed(1)}) scale(${scale.toFixed(4)})`;
    const group = draw("g", { transform: at });
    add(group, [inked(one.svg)]);
    svg.append(group);
  }
  y += 14 + Math.max(...shown.map((one) => one.y + one.height));
  svg.append(draw("path", { d: `M${x} ${y + 8}H${x + inner}`, stroke: token("rule") }));
  y = keyDrawn(svg, x, y + 14, inner) + 6;
  const notes = [`Source: ${sourcesInWords()}`];
  if (filtered()) notes.unshift(hiddenWords());
  for (const note of notes) y = written(svg, note, { ...place, y, font: `400 12.5px ${fontStack("sans")}`, high: 18, fill: "ink2" });
  const height = Math.ceil(y + 22);
  for (const one of [svg, ground]) one.setAttribute("height", height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  // What may stand in a text of a graph, but not in XML.
  // eslint-disable-next-line no-control-regex
  const text = new XMLSerializer().serializeToString(svg).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "");
  return { width, height, text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n` };
}

function exportSvg() {
  save(new Blob([sheet().text], { type: "image/svg+xml" }), "svg");
}

/** The same sheet in points, two for each of the page's as far as a canvas is large enough. */
function exportPng() {
  const { text, width, height } = sheet();
  const scale = Math.min(2, 16000 / Math.max(width, height));
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, "png"));
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

/** The records that pass the filter, in the table's order, with their sources. */
function tableRows() {
  const words = (record) => (record.sign === null ? "" : SIGN_WORDS[record.sign]);
  const sources = (record) => [...new Set(record.at.map(([, number]) => (D.sources[number] || { name: "" }).name))];
  const rows = tableIds().map((id) => {
    const record = D.records[id];
    return [record.dates, whoOf(record), record.label, words(record), saysOf(record), record.at.map(([sid]) => sid).join(", "), sources(record).join("; ")];
  });
  return [[...columns.map(([title]) => title), "Source"], ...rows];
}

/** A cell that no spreadsheet takes for a formula. */
function safe(cell) {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

export function exportCsv() {
  const quoted = (cell) => `"${safe(cell).replaceAll('"', '""')}"`;
  const text = tableRows().map((row) => row.map(quoted).join(",")).join("\r\n");
  save(new Blob([`\ufeff${text}\r\n`], { type: "text/csv;charset=utf-8" }), "csv");
}

export function copyTable() {
  const cells = (row) => row.map((cell) => safe(cell.replace(/\s+/g, " "))).join("\t");
  copyText(tableRows().map(cells).join("\n"), "Table copied");
}

/** Hand over a file that says in its name which graph, view and day it shows. */
function save(blob, ending) {
  const graph = D.title || (D.hub ? nameOf(D.hub) : D.sources.length ? D.sources[0].name : "map");
  const words = folded(graph).match(/[\p{L}\p{N}]+/gu) || ["map"];
  const view = ending === "csv" ? "table" : state.view;
  const name = `${words.join("-").slice(0, 60)}-${view}-${state.day}.${ending}`;
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  announce(`Saved ${name}`);
}

/** The menu: what can be taken along from what is seen. */
export function startExport() {
  const [button, menu] = [find("export"), find("exports")];
  const shut = (focus) => {
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (focus) button.focus();
  };
  const open = () => {
    const more = tabs().filter((tab) => !tab.offsetParent);
    const narrow = screenWidth() < 640;
    const items = [
      ...(narrow ? [[looksWords(), openLooks]] : []),
      ...more.map((tab) => [tab.textContent, () => tab.click()]),
      ...(pictures().length ? [["Picture, PNG", exportPng], ["Picture, SVG", exportSvg]] : []),
      ["Table, CSV", exportCsv],
      ["Copy the table", copyTable],
      ["Print", () => window.print()],
      ...(narrow ? [[`${dark() ? "Light" : "Dark"} theme`, turnTheme]] : []),
    ];
    const pick = (act) => () => {
      shut(true);
      act();
    };
    clear(menu).append(...items.map(([words, act]) => make("button", { type: "button", click: pick(act) }, words)));
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    menu.firstChild.focus();
  };
  button.addEventListener("click", () => (menu.hidden ? open() : shut(true)));
  menu.addEventListener("keydown", (event) => {
    const all = [...menu.children];
    const step = { ArrowDown: 1, ArrowUp: all.length - 1 }[event.key];
    if (step) all[(all.indexOf(event.target) + step) % all.length].focus();
    if (event.key === "Escape") shut(true);
    if (!step && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#export, #exports")) shut(false);
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !event.relatedTarget.closest("#export, #exports")) shut(false);
  });
}
