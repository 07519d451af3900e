// The page that answers SPARQL too.
import "./ask.js";
import "./main.js";
