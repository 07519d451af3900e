// What on a phone cannot be hit twenty pixels above and below its middle.
() => {
  const all = "button, summary, .facet label, #find, [role=button], tbody tr";
  const whole = (element) => element && element.closest(all);
  return [...document.querySelectorAll(all)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert], .unseen, .gone") && getComputedStyle(e).pointerEvents !== "none")
    .filter((e) => !(e.matches("button") && e.closest("td, label"))) // the row or the label is the target
    .filter((e) => {
      e.scrollIntoView({ block: "center" });
      const ring = e.querySelector(".ring");
      const box = (ring || e).getBoundingClientRect();
      return [-20, 20].some((step) => {
        const hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + box.height / 2 + step);
        return !hit || !(e.contains(hit) || whole(hit) === e);
      });
    })
    .map((e) => (e.getAttribute("aria-label") || e.textContent).slice(0, 60));
}
