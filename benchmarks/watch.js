// Runs in every measured page before its own scripts: notes the first usable frame, counts frames, times slider moves.
const afterPaint = (then) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => then(performance.now());
  channel.port2.postMessage(0);
};
const painted = (then) => requestAnimationFrame(() => afterPaint(then));
window.usable = 0; // the first picture is painted
window.answers = 0; // and what is pressed is answered
const ready = () => painted((now) => (window.usable ||= now));

// vis-network in pyvis' own page: blank until its physics rests.
let net;
Object.defineProperty(window, "network", {
  configurable: true,
  get: () => net,
  set: (value) => {
    net = value;
    if (net && net.once) net.once("stabilizationIterationsDone", () => net.once("afterDrawing", ready));
  },
});

// Asked before each frame from the beginning on: what is in the document then is painted with it, a canvas after it.
const look = () => {
  const whole = document.readyState !== "loading";
  const stock = document.getElementById("mynetwork") && !document.getElementById("data");
  if (whole && stock) return; // told by its event
  if (whole && document.querySelector("#picture .name, circle[cx]")) afterPaint((now) => (window.usable ||= now));
  else if (whole && (window.cy ? window.cy.nodes().length : document.querySelector("canvas"))) ready();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
const answered = () => {
  if (!window.usable || document.documentElement.classList.contains("waiting")) return requestAnimationFrame(answered);
  window.answers = performance.now();
  return console.debug("answers"); // who measures listens for this: asking meanwhile would work within the page
};
requestAnimationFrame(answered);

let counting = null;
window.countFrames = () => {
  const mine = (counting = { frames: 0, begin: performance.now() });
  const step = () => {
    mine.frames += 1;
    if (counting === mine) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
};
window.framesCounted = () => {
  const { frames, begin } = counting;
  counting = null;
  return (1000 * frames) / (performance.now() - begin);
};

/** Median milliseconds and frames from a key on the slider to the painted day. */
window.slides = async () => {
  const slider = document.querySelector("[role=slider]");
  const spent = [];
  for (let n = 0; n < 11; n += 1) {
    await new Promise((done) => setTimeout(done, 60 + n)); // at any moment of a frame, as keys come
    const begin = performance.now();
    slider.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }));
    spent.push(await new Promise((done) => painted((now) => done(now - begin))));
  }
  const middle = spent.sort((a, b) => a - b)[5];
  return [middle, Math.ceil(middle / (1000 / 60))];
};
