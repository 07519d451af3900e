// Before anything is seen: scripts run here, and what the file shows by itself is not what a link asks for.
const { classList } = document.documentElement;
classList.add("scripted", "waiting");
if (location.hash.length > 1) classList.add("linked");

// The page's script stands in the file as text, so that it is not even read before the first picture is painted.
let text = null;
const begin = () => {
  if (!text) return;
  const script = document.createElement("script");
  script.textContent = text;
  text = null;
  document.body.append(script);
};
document.addEventListener("DOMContentLoaded", () => {
  text = document.getElementById("rest").textContent;
  if (!document.querySelector(".opening") || classList.contains("linked")) return begin();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel(); // what is sent within a frame is heard after it is painted
    port1.onmessage = begin;
    port2.postMessage(0);
  });
  return setTimeout(begin, 500); // a page that is out of sight is given no frame
});
