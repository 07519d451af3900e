// Put the page together and let every part follow what is chosen.
import { clear, find, make, printing, screenWidth } from "./dom.js";
import { dayInWords, valueAt } from "./days.js";
import { D, filtered, heldOn, state, watch } from "./state.js";
import { capital, plural, saidOf } from "./words.js";
import { redrawView, startViews, updateView, VIEWS } from "./views.js";
import { showCaption } from "./network.js";
import { looksButton, nothingStands, silence } from "./lists.js";
import { announce, drawStrip, updateStrip } from "./strip.js";
import { showPlay, startStrip } from "./slider.js";
import { drawKey } from "./key.js";
import { drawPanel, giveBack, isSheet } from "./panel.js";
import { hiddenWords } from "./filters.js";
import { openSearch } from "./search.js";
import { readHash, writeHash } from "./links.js";
import { rove, startKeyboard } from "./keyboard.js";
import { startExport } from "./export.js";
import { startPrint } from "./print.js";
import { startField } from "./field.js";
import { whenPainted } from "./painted.js";

function standfirst() {
  const own = VIEWS[state.view].days;
  const narrow = screenWidth() < 640;
  const beyond = make("b", {}, narrow ? "No source here speaks of it as past." : `No source here speaks of a day after ${dayInWords(D.day.newest)} as past.`);
  const open = own || printing ? "" : make("span", { class: "screen" }, `${narrow ? "Touch a line" : "Open any line"} to see who says so, where and when. `, looksButton());
  const empty = isSheet() && !own && nothingStands(true);
  clear(find("standfirst")).append(...told(shownDays(), empty || (state.day > D.day.newest ? beyond : open)).childNodes);
  makeRoom(own, [open, beyond, isSheet() ? silence(LONGEST) : ""].map((last) => told(make("b", {}, dayInWords(LONGEST)), last && last.cloneNode(true))));
}

/** The standfirst on some day, and what it ends with. */
function told(days, last) {
  const sources = D.sources.length;
  const by = ["On ", days, ", by ", make("b", {}, sources === 1 ? "one source" : `${sources} sources`), `: ${sourceNames()}`];
  return make("p", { class: "standfirst" }, screenWidth() < 640 ? by : toldParts(days), ". ", last);
}

const LONGEST = "2025-09-30"; // in words
let room = "";

/** Keep as much room above the picture as the longest headline and standfirst of any day need, so that no day moves it. */
function makeRoom(own, standfirsts) {
  const now = [!own, screenWidth() < 640, isSheet(), printing].join();
  if (room === now) return;
  room = now;
  const titles = D.title ? [D.title] : D.headlines.map(([, text]) => text);
  const rooms = titles.map((text) => make("div", { class: "title" }, text));
  find("room").replaceChildren(...(own || printing ? [] : [...rooms, ...standfirsts]));
}

function shownDays() {
  const own = VIEWS[state.view].days;
  return own ? own() : make("b", {}, dayInWords(state.day));
}

/** Who, on which day, by which sources. */
export function toldParts(days = shownDays()) {
  const others = D.nodes.length - (D.hub ? 1 : 0);
  const nobody = !D.nodes.length;
  const more = D.left ? ` of ${others + D.left}, those of the strongest pairs,` : "";
  const who = nobody
    ? "No actor"
    : others < 1
      ? capital(saidOf(D.hub))
      : D.hub
        ? `${capital(saidOf(D.hub))} and ${plural(others, "other", "others")}${more}`
        : plural(others, "actor", "actors") + more;
  const sources = D.sources.length;
  const told =
    sources === 1
      ? [", as ", make("b", {}, "one source"), " tells it: "]
      : [", as ", make("b", {}, plural(sources, "source", "sources")), " tell it: "];
  return [`${who} on `, days, sources ? [told, sourceNames()] : []];
}

/** The sources with their days; of many the first two, and how many more. */
function sourceNames() {
  const published = D.sources.length === 1 ? ", published on " : ", ";
  const names = D.sources.map((source) => source.name + (source.issued ? published + dayInWords(source.issued) : ""));
  const terms = [...new Set(D.sources.map(({ licence }) => licence))].filter(Boolean).map((text) => `; licence: ${text.replace(/\.$/, "")}`);
  return (D.sources.length > 3 ? `${names.slice(0, 2).join("; ")}; and ${names.length - 2} more` : names.join("; ")) + terms.join("");
}

function headline() {
  const own = VIEWS[state.view].headline;
  const text = D.title || (own ? own() : valueAt(D.headlines, state.day));
  if (find("headline").textContent !== text) find("headline").textContent = text;
}

/** What going on to a later day brought, below the picture and for those who do not see it. */
function tell(before) {
  if (started && (before.kept !== state.kept || before.ego !== state.ego))
    announce(filtered() ? hiddenWords() : "All records show.");
  if (before.day === state.day) {
    if (before.chosen !== state.chosen) showCaption("");
    return;
  }
  const later = started && state.day > before.day;
  const ids = later ? Object.keys(D.records).filter((id) => D.records[id].shape !== "figure") : [];
  const came = ids.filter((id) => heldOn(id, state.day) && !heldOn(id, before.day));
  const went = ids.filter((id) => !heldOn(id, state.day) && heldOn(id, before.day));
  const news = [came.length ? `Came: ${some(came)}` : "", went.length ? `Went: ${some(went)}` : ""].filter(Boolean);
  announce([dayInWords(state.day), ...news].join(". "));
  showCaption(news.join(". "));
}

/** The first of some records in words, and how many more there are. */
export function some(ids) {
  const first = ids.slice(0, 3).map((id) => D.records[id].label);
  return first.join("; ") + (ids.length > 3 ? ` and ${ids.length - 3} more` : "");
}

export function dark() {
  const set = document.documentElement.dataset.theme;
  return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export function turnTheme() {
  document.documentElement.dataset.theme = dark() ? "light" : "dark";
  showTools();
}

/** The words of the buttons at the top; on a phone there is room for one. */
function showTools() {
  find("theme").textContent = dark() ? "Light" : "Dark";
  find("export").textContent = screenWidth() < 640 ? "More" : "Export";
}

/** Draw everything anew for the width there is. */
export function redraw() {
  drawStrip();
  showPlay();
  showTools();
  redrawView();
  standfirst();
  drawPanel();
  rove();
}

let writing = 0;

/** The address follows at once, but while days go by only when they rest: to write it takes longer than to draw. */
function address(before) {
  clearTimeout(writing);
  const was = location.hash; // which a link may change in the meantime
  if (before.day === state.day) writeHash();
  else writing = setTimeout(() => location.hash === was && writeHash(), 200);
}

let started = false;

export function start() {
  drawStrip(); // first, while nothing is changed and its width is known
  find("theme").addEventListener("click", turnTheme);
  find("search-open").addEventListener("click", openSearch);
  find("veil").addEventListener("click", giveBack);
  showTools();
  startExport();
  startPrint();
  startStrip();
  startViews();
  if (D.frame.field) startField();
  startKeyboard();
  watch((before) => {
    headline();
    standfirst();
    updateStrip();
    // The key comes first: lanes scroll in what room it leaves.
    if (!started || ["day", "view", "kept", "ego"].some((name) => before[name] !== state[name])) drawKey();
    updateView();
    if (started || state.chosen || isSheet()) drawPanel(before);
    rove();
    tell(before);
    address(before);
  });
  readHash();
  started = true;
  document.documentElement.classList.remove("waiting", "linked");
  // What to look at first is fitted to the height of the panel: that takes a third as long as all else, which answers by now.
  if (!state.chosen && !isSheet()) whenPainted(() => state.chosen || drawPanel());
  window.addEventListener("hashchange", readHash);
  let width = screenWidth();
  window.addEventListener("resize", () => {
    if (printing || screenWidth() === width) return;
    width = screenWidth();
    redraw();
  });
}
