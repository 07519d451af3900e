// What the page does not run, however it is spelt: it asks nobody else, has no other graph and changes nothing.
// It reads as refusals.py does, and is tested with the same queries.
// A text is one only with escapes that the engine takes: where one is wrong, the engine reads
// the first two of three quotes as an empty text, and what follows them as words.
import { ASK } from "./answers.js";

const ESCAPE =
  "\\\\(?:[tbnrf\"'\\\\]|u(?![dD][89a-fA-F])[\\da-fA-F]{4}|U00(?!00[dD][89a-fA-F])(?:0[\\da-fA-F]|10)[\\da-fA-F]{4})";
const TOKENS = new RegExp(
  [
    "#[^\\r\\n]*", // a comment
    '<[^\\s<>"{}|^`\\\\]*>', // an IRI
    `"""(?:"{0,2}(?:[^"\\\\]|${ESCAPE}))*"""`,
    `'''(?:'{0,2}(?:[^'\\\\]|${ESCAPE}))*'''`,
    `"(?:[^"\\\\\\r\\n]|${ESCAPE})*"`,
    `'(?:[^'\\\\\\r\\n]|${ESCAPE})*'`,
    "[?$][\\p{L}\\p{N}_]+|@[a-zA-Z]+(?:-[a-zA-Z\\d]+)*(?:--(?:ltr|rtl))?", // a variable; the language of a text
    "([\\p{L}\\p{N}_.-]*):(?:[\\p{L}\\p{N}_:.-]|%|\\\\.)*", // a name, with its prefix
    "([\\p{L}\\p{N}_]+)",
  ].join("|"),
  "gsu",
);
const ELSEWHERE = /SERVICE|FROM/; // the engine also reads them where no space parts them from other words
const CHANGES = /^(LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH|USING)$/;
// As SPARQL has them, and as rdflib reads them.
const SPELLINGS = [/\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})/g, /\\u([\da-f]{8})|\\u([\da-f]{4})/gi];

/** The words of a query that are no names, texts or comments; those that may be part of a name too. */
function bareWords(text) {
  return [...text.matchAll(TOKENS)]
    .map((found) => ({ word: found[2] || "", prefix: found[1] || "", at: found.index }))
    .filter(({ word, prefix }) => word || prefix);
}

/** Why a query is not run, in one line; nothing where it is. */
export function refusalOf(text) {
  if (!text.trim()) return "There is no query yet; choose a question or write one.";
  const letter = (whole, one, other) => {
    const code = parseInt(one || other, 16);
    return code < 0x110000 ? String.fromCodePoint(code) : whole;
  };
  for (const read of [text, ...SPELLINGS.map((spelling) => text.replace(spelling, letter))]) {
    for (const { word, prefix, at } of bareWords(read)) {
      const line = `Line ${lineOf(read, at)}: `;
      const found = (word || prefix).toUpperCase().match(ELSEWHERE);
      if (found && found[0] === "SERVICE") return `${line}SERVICE is not run: this page asks nobody but its own graph.`;
      if (found) return `${line}FROM is not run: this page has one graph, its own.`;
      if (CHANGES.test(word.toUpperCase())) return `${line}${word.toUpperCase()} is not run: this page answers and changes nothing.`;
    }
  }
  return unknownPrefix(text);
}

/** The engine does not say which prefix it misses. */
function unknownPrefix(text) {
  const declared = [...text.matchAll(/PREFIX\s+([\w.-]*):/gi)].map((found) => found[1]);
  const known = new Set(["", "_", ...declared, ...ASK.prefixes.map(([prefix]) => prefix)]);
  const missing = bareWords(text).find(({ prefix }) => !known.has(prefix.replace(/^[\d.-]+/, "")));
  if (!missing) return "";
  const name = missing.prefix.replace(/^[\d.-]+/, "");
  return `Line ${lineOf(text, missing.at)}: the prefix ${name}: is not known; declare it, or use ${ASK.prefixes.map(([prefix]) => prefix + ":").join(" ")}`;
}

function lineOf(text, at) {
  return text.slice(0, at).split("\n").length;
}

/** SELECT, ASK, CONSTRUCT or DESCRIBE. */
export function formOf(text) {
  const first = bareWords(text).find(({ word }) => word && !/^(prefix|base)$/i.test(word));
  return first ? first.word.toUpperCase() : "";
}
