// Making elements. Text goes in as text nodes only; attributes never carry script or style.
export const SVG = "http://www.w3.org/2000/svg";

export function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

export function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** An HTML element with attributes (functions become listeners) and children. */
export function make(name, attributes, ...children) {
  return furnish(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function draw(name, attributes, ...children) {
  return furnish(document.createElementNS(SVG, name), attributes, children);
}

export function clear(element) {
  element.replaceChildren();
  return element;
}

/** How wide the sheet of paper is that is drawn for; 0 on a screen. */
export let printing = 0;
export const PAPER = [718, 980]; // upright and across: the width of A4, and of a sheet of Letter across

export function setPrinting(width) {
  printing = width;
}

// Asking the window for its size lays the page out anew, so it is asked once for each size that it has.
let size = null;
window.addEventListener("resize", () => (size = null));

function windowSize() {
  return (size ||= [window.innerWidth, window.innerHeight]);
}

/** How wide the screen is, by which the page chooses its form; paper is wide. */
export function screenWidth() {
  return printing ? 1280 : windowSize()[0];
}

export function screenHeight() {
  return windowSize()[1];
}

export function find(id) {
  return document.getElementById(id);
}

/** A small drawing of fixed size. */
export function icon(width, height, ...shapes) {
  return draw(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" },
    ...shapes,
  );
}

const brush = document.createElement("canvas").getContext("2d");
let brushed = ""; // setting a font is what costs
const widths = new Map();

/** The width of a text in the page's own font. */
export function measure(text, font) {
  const known = font + "\n" + text;
  if (!widths.has(known)) {
    if (brushed !== font) brush.font = brushed = font;
    widths.set(known, brush.measureText(text).width);
  }
  return widths.get(known);
}

/** Text in lines no wider than the room; where it is too long, its last clauses go before it ends in three points. */
export function wrap(text, font, room, most) {
  const clause = Math.max(...[", ", "; ", " since ", " from ", " until "].map((mark) => text.lastIndexOf(mark)));
  if (clause > 0 && broken(text, font, room).length > most) return wrap(text.slice(0, clause), font, room, most);
  const lines = broken(text, font, room);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = kept[most - 1] + "...";
  while (measure(last, font) > room && last.includes(" ")) last = last.slice(0, last.lastIndexOf(" ")) + "...";
  kept[most - 1] = last;
  return kept;
}

/** A name that was cut is told in full to who points at it. */
export function inFull(text, name, full = name) {
  const bare = (words) => words.replace(/\s/g, "");
  if (!bare(text.textContent).includes(bare(name))) text.append(draw("title", {}, full));
}

export function broken(text, font, room) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? lines.at(-1) + " " + word : word;
    if (lines.length && measure(longer, font) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
