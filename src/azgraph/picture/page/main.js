// The whole page: every view that nothing else names is brought in here, and it begins.
import "./lanes.js";
import "./table.js";
import "./compare.js";
import { start } from "./start.js";

start();
