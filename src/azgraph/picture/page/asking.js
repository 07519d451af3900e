// The page that answers SPARQL too.
import "./ask.js";
import "./monthly.js";
import "./main.js";
