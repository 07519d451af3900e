/** Do something once the next frame is painted; a page that is out of sight is given none, and does it soon. */
export function whenPainted(work) {
  let left = work;
  const once = () => {
    const now = left;
    left = null;
    if (now) now();
  };
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel(); // what is sent within a frame is heard after it is painted
    port1.onmessage = once;
    port2.postMessage(0);
  });
  setTimeout(once, 500);
}
