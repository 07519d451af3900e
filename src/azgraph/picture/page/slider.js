// Moving through time: by pointer, by key, by field, from change to change.
import { clear, draw, find, icon, screenWidth } from "./dom.js";
import { dayOf, isDay, monthsOn, numberOf } from "./days.js";
import { change, D, state } from "./state.js";
import { announce, strip, stripDay } from "./strip.js";

export function slideByKey(event) {
  const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
  const { first, last } = D.strip;
  let day = null;
  if (step) day = dayOf(numberOf(state.day) + step);
  else if (event.key === "PageUp") day = monthsOn(state.day, 1);
  else if (event.key === "PageDown") day = monthsOn(state.day, -1);
  else if (event.key === "Home") day = first;
  else if (event.key === "End") day = last;
  if (!day) return;
  event.preventDefault();
  event.stopPropagation();
  // Back from a day before the scale there is nowhere to go.
  if (day > state.day || state.day >= first) setDay(day < first ? first : day > last ? last : day);
}

export function grabDay(event) {
  if (event.target.closest(".thing")) return;
  const box = find("scale").getBoundingClientRect();
  if (event.clientX - box.left > strip.width + strip.left + 12) return;
  // A handle that stands before the scale is only taken up by who pulls it there.
  const move = ({ clientX }, x = clientX - box.left - strip.left) => (x > -9 || strip.at >= 0) && setDay(stripDay(x));
  const up = () => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  event.preventDefault();
  strip.handle.focus({ preventScroll: true });
  stopPlaying();
  move(event);
}

export function setDay(day) {
  if (day !== state.day) change({ day, message: "" });
}

/** To the next or the previous dated change; says whether there was one. */
export function stepChange(way) {
  const days = D.strip.changes;
  const next =
    way > 0
      ? days.find((day) => day > state.day)
      : days
          .slice()
          .reverse()
          .find((day) => day < state.day);
  if (next) setDay(next);
  return Boolean(next);
}

function togglePlay() {
  if (strip.playing) return stopPlaying();
  if (!D.strip.changes.some((day) => day > state.day)) setDay(D.strip.changes[0]);
  strip.playing = setInterval(() => {
    if (!stepChange(1)) stopPlaying();
  }, 700);
  return showPlay();
}

export function stopPlaying() {
  clearInterval(strip.playing);
  strip.playing = null;
  showPlay();
}

export function showPlay() {
  const shape = strip.playing
    ? draw("path", { d: "M1 1h3v9h-3zM7 1h3v9h-3z" })
    : draw("path", { d: "M1 0.5 10.5 5.5 1 10.5Z" });
  const words = strip.playing ? "Pause" : screenWidth() < 640 ? "Play" : "Play the changes";
  clear(find("play")).append(icon(11, 11, shape), words);
}

export function startStrip() {
  const field = find("day");
  field.addEventListener("change", () => {
    const fine = isDay(field.value.trim());
    field.setAttribute("aria-invalid", String(!fine));
    if (fine) setDay(field.value.trim());
    else announce(`${field.value} is no day; write it as ${D.day.newest}`);
  });
  find("play").addEventListener("click", togglePlay);
  showPlay();
}
