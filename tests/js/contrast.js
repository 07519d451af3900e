// Texts with a contrast of less than 4.5 on the paper.
() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/\d+/g).map(Number).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.documentElement).backgroundColor);
  return [...document.querySelectorAll("#panel *, .key *, #compare *, h1, p, .picture text, .picture tspan, button")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
    .filter((e) => !e.closest(".gone, .halo, [hidden]") && e.getClientRects().length)
    .map((e) => {
      const style = getComputedStyle(e);
      const ink = light(e.closest("svg") ? style.fill : style.color);
      return [(Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05), e.textContent.slice(0, 40)];
    })
    .filter(([ratio]) => ratio < 4.5);
}
