// Where a page begins that answers SPARQL too.
import { begin } from "./begin.js";

begin(async () => {
  await import("./ask.js");
  await import("./whole.js");
});
