// The first picture stands in the file, so the rest of the page is not read before that is on the screen.
export function begin(rest) {
  if (!document.querySelector(".opening") || document.documentElement.classList.contains("linked")) return rest();
  let begun = false;
  const once = () => {
    if (begun) return;
    begun = true;
    rest();
  };
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(once)));
  return setTimeout(once, 500); // a page that is out of sight is given no frame
}
