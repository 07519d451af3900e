// Where the page begins.
import { begin } from "./begin.js";

begin(() => import("./whole.js"));
