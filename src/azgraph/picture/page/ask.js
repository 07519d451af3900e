// Asking the graph in the page: ten questions ready made, a query to edit, an answer for the chosen day.
import { capital } from "./words.js";
import { clear, find, make } from "./dom.js";
import { dayInWords } from "./days.js";
import { D, state } from "./state.js";
import { VIEWS } from "./views.js";
import { announce } from "./strip.js";
import { part } from "./panel.js";
import { formOf, refusalOf } from "./refusals.js";
import { answerParts, ASK, nameInQuery, ROWS } from "./answers.js";

const MINUTE = 60000;
const asking = { worker: null, asked: null, answered: null, timer: null, count: 0 };
VIEWS.ask = { update: updateAsk };

function updateAsk() {
  if (!find("query")) buildAsk();
  // An answer follows the day; one that is still worked on is asked again when it comes.
  if (asking.answered && asking.answered.day !== state.day && !asking.asked) send(asking.answered.text, false);
}

function buildAsk() {
  const query = make("textarea", { id: "query", spellcheck: "false", autocapitalize: "off", "aria-describedby": "query-help" });
  query.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  });
  find("ask").append(
    make("h2", { class: "unseen" }, "Ask the graph"),
    part(
      "Questions, ready made",
      "",
      make("ul", { class: "questions" }, ASK.questions.map((question) => make("li", {}, questionButton(question)))),
    ),
    make("div", { id: "chosen-question" }),
    make("label", { for: "query", class: "query-label" }, "Query in SPARQL"),
    query,
    make(
      "div",
      { class: "ends" },
      make("button", { type: "button", id: "run", class: "go", click: run }, "Run"),
      make("button", { type: "button", id: "stop", class: "go", hidden: true, click: () => stop("Stopped.") }, "Stop"),
      make("span", { id: "query-help", class: "soft" }, "Ctrl+Enter runs it. Prefixes are known. Nothing leaves this page."),
    ),
    make("section", { id: "answer", "aria-label": "Answer" }),
  );
  busy("");
  show(ASK.questions[0]);
}

function questionButton(question) {
  const click = () => {
    show(question);
    run();
  };
  return make("button", { type: "button", "data-question": question.name, click }, question.summary);
}

/** Put a question into the field, with its parameters beside it. */
function show(question) {
  for (const button of find("ask").querySelectorAll("[data-question]"))
    button.setAttribute("aria-pressed", String(button.dataset.question === question.name));
  find("query").value = question.text;
  find("query").rows = Math.min(9, question.text.split("\n").length);
  clear(find("chosen-question")).append(
    make("p", { class: "soft" }, question.description),
    make("div", { class: "fields" }, question.parameters.map(parameterField)),
  );
}

/** A field for a parameter; where its default is not in this graph, the first that is stands for it. */
function parameterField({ name, type, help, default: given }) {
  const listed = choices(type);
  const field = make("select", {}, listed.map((id) => make("option", { value: id }, D.things[id].full)));
  if (listed.includes(given)) field.value = given;
  else if (listed.length) setParameter(name, listed[0]);
  field.addEventListener("change", () => {
    setParameter(name, field.value);
    run();
  });
  return make("label", {}, `${capital(help)} `, field);
}

/** The things that may stand for a parameter, by name; the hub first. */
function choices(type) {
  const actors = ["state", "body", "group", "person"];
  return Object.keys(D.things)
    .filter((id) => type === "thing" || actors.includes(D.things[id].sort))
    .sort((a, b) => (b === D.hub) - (a === D.hub) || (D.things[a].full < D.things[b].full ? -1 : 1));
}

/** Replace the query's own VALUES lines, as the catalogue's questions are bound. */
function setParameter(name, value) {
  const query = find("query");
  const lines = new RegExp(`VALUES\\s+\\?${name}\\s*\\{[^{}]*\\}`, "g");
  query.value = query.value.replace(lines, () => `VALUES ?${name} { ${nameInQuery(value)} }`);
}

/** Ask what stands in the field; what still runs gives way to it. */
function run() {
  const text = find("query").value;
  const refusal = refusalOf(text);
  if (asking.asked && asking.asked.sent) endWorker();
  if (refusal) fail(refusal);
  else send(text, true);
}

/** Give a query to the worker, which is started for the first. */
async function send(text, fresh) {
  const mine = { id: ++asking.count, text, form: formOf(text), day: state.day, most: ROWS, fresh };
  asking.asked = mine;
  busy(asking.worker ? "Asking." : "Reading the graph, then asking.");
  asking.timer = setTimeout(() => stop("Stopped after a minute; ask for less."), MINUTE);
  try {
    asking.worker ??= startWorker();
    const worker = await asking.worker;
    if (asking.asked !== mine) return;
    mine.sent = true;
    worker.postMessage(mine);
  } catch (error) {
    if (asking.asked === mine) stop(`This browser runs no queries in a page: ${error.message}`);
  }
}

async function startWorker() {
  const bytes = Uint8Array.from(atob(find("ask-engine").textContent), (sign) => sign.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { code, ...graph } = await new Response(unpacked).json();
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.onmessage = ({ data }) => receive(data);
  worker.onerror = (event) => tooMuch(event.message);
  worker.postMessage({ wasm: find("ask-wasm").textContent, ...graph });
  return worker;
}

function receive(found) {
  const { asked } = asking;
  if (!asked || found.id !== asked.id) return;
  if (found.broken) {
    tooMuch(found.error);
    return;
  }
  asking.asked = null;
  busy("");
  if (found.error) {
    fail(found.error);
    return;
  }
  asking.answered = asked;
  tellAnswer(asked.day, found, asked.fresh);
  updateAsk();
}

/** The next query starts a worker of its own. */
function endWorker() {
  if (asking.worker)
    asking.worker.then(
      (worker) => worker.terminate(),
      () => {},
    );
  asking.worker = null;
  asking.asked = null;
  busy("");
}

function stop(words) {
  endWorker();
  fail(words);
}

function tooMuch(reason) {
  stop(`This query is more than the page can work on: ${reason || "no memory is left"}.`);
}

function busy(words) {
  clearTimeout(asking.timer);
  const held = [find("run"), find("stop")].includes(document.activeElement);
  find("run").hidden = Boolean(words);
  find("stop").hidden = !words;
  if (held) find(words ? "stop" : "run").focus();
  find("ask").setAttribute("aria-busy", String(Boolean(words)));
  if (words) announce(words);
}

/** One plain line in the place of an answer. */
function fail(words) {
  asking.answered = null;
  const line = make("p", { class: "wrong", role: "alert" }, words);
  clear(find("answer")).append(line);
  comeIntoSight(line);
}

function tellAnswer(day, found, fresh) {
  const [count, ...below] = answerParts(found);
  const title = `Answer for ${dayInWords(day)}`;
  clear(find("answer")).append(part(title, count, below));
  announce(`${title}: ${count || below[0].textContent}`);
  if (fresh) comeIntoSight(find("answer").firstChild);
}

/** What was asked for must be seen, above the dock of a phone too. */
function comeIntoSight(element) {
  if (element.getBoundingClientRect().top > window.innerHeight - 240) element.scrollIntoView({ block: "start" });
}
