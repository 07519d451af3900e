// The first picture stands in the file, so the script of the rest is not even compiled before that is on the screen.
let begun = false;
const rest = () => {
  if (begun) return;
  begun = true;
  const script = document.createElement("script");
  script.textContent = document.getElementById("rest").textContent;
  document.body.append(script);
};
if (!document.querySelector(".opening") || document.documentElement.classList.contains("linked")) rest();
else {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(rest)));
  setTimeout(rest, 500); // a page that is out of sight is given no frame
}
