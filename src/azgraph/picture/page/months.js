// The page of a graph that has months of events.
import "./monthly.js";
import "./main.js";
