// The store and its queries, in a worker: a query without end can be stopped, and the page stays alive.
// Before this stands the library as a function `library(exports, require, __dirname)`.
const ox = {};
let store = null;
let graph = null; // what the page sent: rules, computed predicates, prefixes
let shown = null; // the day whose computed edges and statuses are in the store

async function begin({ wasm, triples, ...rest }) {
  const bytes = Uint8Array.from(atob(wasm), (sign) => sign.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const code = await new Response(unpacked).arrayBuffer();
  library(ox, () => ({ readFileSync: () => code }), "");
  graph = rest;
  store = new ox.Store();
  store.load(triples, { format: "application/n-triples" });
}

/** Replace the computed edges and statuses by those of a day, as the rules have them. */
function speakOf(day) {
  if (day === shown) return;
  for (const predicate of graph.computed)
    for (const quad of store.match(null, ox.namedNode(predicate), null, null)) store.delete(quad);
  const bound = `VALUES ?day { "${day}"^^xsd:date }`;
  const facts = graph.rules.flatMap((rule) => store.query(rule.replace(/VALUES \?day \{[^{}]*\}/g, bound)));
  for (const fact of facts) store.add(fact);
  shown = day;
}

function answer({ text, form, day, most }) {
  speakOf(day);
  const declared = new Set([...text.matchAll(/PREFIX\s+([\w.-]*):/gi)].map((found) => found[1].toLowerCase()));
  const missing = graph.prefixes.filter(([prefix]) => !declared.has(prefix));
  // On one line, so that errors keep their line numbers.
  const before = missing.map(([prefix, name]) => `PREFIX ${prefix}: <${name}> `).join("");
  try {
    if (form === "CONSTRUCT" || form === "DESCRIBE") {
      const quads = store.query(before + text);
      return { turtle: quads.slice(0, most).map(statement), count: quads.length };
    }
    const found = JSON.parse(capped(before + text, most + 1));
    if ("boolean" in found) return { holds: found.boolean };
    const rows = found.results.bindings.slice(0, most);
    return { columns: found.head.vars, rows, more: found.results.bindings.length > most, about: about(rows) };
  } catch (error) {
    throw placed(error, before, text);
  }
}

/** An error with the place in the query as it was typed. The engine names the end of the word that it wanted there. */
function placed(error, before, text) {
  const found = /error at (\d+):(\d+): expected (?:one of )?(.*)/s.exec(error.message);
  if (!found) return error;
  const wanted = found[3].split(", ").filter((word) => /^[A-Z_]+$/.test(word));
  const lines = (before + text).split("\n");
  const end = lines.slice(0, found[1] - 1).reduce((sum, line) => sum + line.length + 1, Number(found[2]) - 1);
  const shortest = wanted.length ? Math.min(...wanted.map((word) => word.length)) : 0;
  const at = Math.max(0, end - shortest - before.length);
  const read = text.slice(0, at).split("\n");
  const here = text.slice(at).split("\n")[0].trim().slice(0, 30) || "it ends here";
  return new Error(`Line ${read.length}, column ${read[read.length - 1].length + 1}: this is not SPARQL: ${here}`);
}

/** No more solutions than are shown, where the query sets no limit of its own: the engine then stops by itself. */
function capped(text, most) {
  const format = { results_format: "application/sparql-results+json" };
  try {
    return store.query(`${text}\nLIMIT ${most}`, format);
  } catch (error) {
    if (!/error at \d+:\d+: /.test(error.message)) throw error;
    return store.query(text, format);
  }
}

function statement(quad) {
  return [quad.subject, quad.predicate, quad.object].map((term) => [term.termType === "NamedNode" ? term.value : "", term.toString()]);
}

/** What the IRIs of an answer are called; of a claim also who says it, how, when and where. */
function about(rows) {
  const iris = rows.flatMap((row) => Object.values(row).filter((term) => term.type === "uri"));
  return Object.fromEntries([...new Set(iris.map((term) => term.value))].map((iri) => [iri, described(iri)]));
}

function described(iri) {
  const { az, rdfs, dcterms } = Object.fromEntries(graph.prefixes);
  const label = (term) => one(term, `${rdfs}label`);
  const stance = one(iri, `${az}stance`);
  if (!stance) return { label: label(iri) };
  const by = one(iri, `${az}by`);
  const passage = one(iri, `${az}passage`);
  const source = one(passage || iri, `${az}source`);
  return {
    claim: true,
    stance: stance.replace(/^.*[/#]/, ""),
    voice: label(by) || by,
    said: one(iri, `${az}said`),
    issued: by && by === one(source, `${dcterms}creator`) ? one(source, `${dcterms}issued`) : "",
    sid: one(passage, `${az}sid`) || label(source) || source,
    source: { name: label(source) || source, url: one(source, `${dcterms}source`) },
  };
}

function one(subject, predicate) {
  if (!subject) return "";
  const found = store.match(ox.namedNode(subject), ox.namedNode(predicate), null, null);
  return found.length ? found[0].object.value : "";
}

let ready = null;
onmessage = async ({ data }) => {
  if (data.wasm) ready = begin(data);
  try {
    await ready;
    if (data.id) postMessage({ ...answer(data), id: data.id });
  } catch (error) {
    // The engine's own errors are plain; after any other its memory can no longer be trusted.
    if (data.id) postMessage({ id: data.id, error: String(error.message || error), broken: error.constructor !== Error });
  }
};
