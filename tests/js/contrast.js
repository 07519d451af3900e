// Texts with a contrast of less than 4.5 on what they stand on, faint ones as faint as they are.
() => {
  const root = getComputedStyle(document.documentElement);
  const parse = (colour) => colour[0] === "#" ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) : colour.match(/\d+/g).slice(0, 3).map(Number);
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const token = (name) => parse(root.getPropertyValue(name).trim());
  const paper = parse(root.backgroundColor);
  const groundsOf = (e) => {
    if (e.closest(".mark.on, .rowname:has(.pen:not(.gone))")) return [token("--marker")];
    return e.closest("#lane-rows") ? [paper, token("--after")] : [paper];
  };
  const opacityOf = (e) => (e ? Number(getComputedStyle(e).opacity) * opacityOf(e.parentElement) : 1);
  return [...document.querySelectorAll("#panel *, .key *, #compare *, h1, p, .picture text, .picture tspan, button")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
    .filter((e) => !e.closest(".gone, .halo, [hidden]") && e.getClientRects().length)
    .map((e) => {
      const style = getComputedStyle(e);
      const [ink, opacity] = [parse(e.closest("svg") ? style.fill : style.color), opacityOf(e)];
      const ratios = groundsOf(e).map((ground) => {
        const [a, b] = [light(ink.map((v, at) => v * opacity + ground[at] * (1 - opacity))), light(ground)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      });
      return [Math.min(...ratios), e.textContent.slice(0, 40)];
    })
    .filter(([ratio]) => ratio < 4.5);
}
