// What the page does not run, however it is spelt: it asks nobody else, has no other graph and changes nothing.
import { ASK } from "./answers.js";

const TOKENS = new RegExp(
  [
    "#[^\\r\\n]*", // a comment
    '<[^\\s<>"{}|^`\\\\]*>', // an IRI
    '"""(?:[^"\\\\]|\\\\.|"(?!""))*"""',
    "'''(?:[^'\\\\]|\\\\.|'(?!''))*'''",
    '"(?:[^"\\\\\\r\\n]|\\\\.)*"',
    "'(?:[^'\\\\\\r\\n]|\\\\.)*'",
    "[?$][\\p{L}\\p{N}_]+|@[\\w-]+", // a variable; the language of a text
    "([\\p{L}\\p{N}_.-]*):(?:[\\p{L}\\p{N}_:.-]|%|\\\\.)*", // a name, with its prefix
    "([\\p{L}\\p{N}_]+)",
  ].join("|"),
  "gsu",
);
const ELSEWHERE = /service|from/i; // the engine also reads them where no space parts them from other words
const CHANGES = /^(load|insert|delete|clear|drop|create|copy|move|add|with|using)$/i;

/** The words of a query that are no names, texts or comments; those that may be part of a name too. */
function bareWords(text) {
  return [...text.matchAll(TOKENS)]
    .map((found) => ({ word: found[2] || "", prefix: found[1] || "", at: found.index }))
    .filter(({ word, prefix }) => word || prefix);
}

/** Why a query is not run, in one line; nothing where it is. */
export function refusalOf(text) {
  if (!text.trim()) return "There is no query yet; choose a question or write one.";
  const spelt = text.replace(/\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})/g, (whole, four, eight) => {
    const code = parseInt(four || eight, 16);
    return code < 0x110000 ? String.fromCodePoint(code) : whole;
  });
  for (const read of [text, spelt]) {
    for (const { word, prefix, at } of bareWords(read)) {
      const line = `Line ${lineOf(read, at)}: `;
      const found = (word || prefix).match(ELSEWHERE);
      if (found && found[0].toLowerCase() === "service") return `${line}SERVICE is not run: this page asks nobody but its own graph.`;
      if (found) return `${line}FROM is not run: this page has one graph, its own.`;
      if (CHANGES.test(word)) return `${line}${word.toUpperCase()} is not run: this page answers and changes nothing.`;
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
