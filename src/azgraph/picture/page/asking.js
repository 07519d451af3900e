// Where a page begins that answers SPARQL too.
import "./ask.js";
import "./main.js";
