// Before anything is seen: scripts run here, and what the file shows by itself is not what a link asks for.
import { whenPainted } from "./painted.js";

const { classList } = document.documentElement;
classList.add("scripted", "waiting");
if (location.hash.length > 1) classList.add("linked");

/** The page's script stands in the file as text, so that it is not even compiled before the first picture is painted. */
function begin() {
  const script = document.createElement("script");
  script.textContent = document.getElementById("rest").textContent;
  document.body.append(script);
}

document.addEventListener("DOMContentLoaded", () => {
  const first = document.querySelector(".opening") && !classList.contains("linked");
  if (first) whenPainted(begin);
  else begin();
});
