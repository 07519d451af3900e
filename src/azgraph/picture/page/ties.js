// Lists of ties, so that no curve need be hit with a pointer.
import { make } from "./dom.js";
import { valueAt } from "./days.js";
import { countsOf, D, isSpoke, spokeOf, state } from "./state.js";
import { countParts, pairName, unsigned } from "./words.js";
import { chooseNode, chooseTie } from "./network.js";
import { part } from "./panel.js";
import { thingIcon } from "./lists.js";

/** The other ties of a tie's far end, so that no curve need be hit with a pointer. */
export function otherTies(tie) {
  const ends = isSpoke(tie) ? [tie.b] : [tie.a, tie.b];
  const rest = D.ties.filter(
    (other) => other !== tie && other.records.length && ends.some((end) => other.a === end || other.b === end),
  );
  return rest.length && rest.length < 12 ? [part("Ties with others", "", tieList(rest))] : [];
}

export function tieList(ties) {
  return make(
    "ul",
    { class: "list" },
    ties
      .filter((tie) => tie.records.length)
      .map((tie) => {
        const drawn = countParts(countsOf(tie)).map(([text, name]) => [" ", make("span", { class: name }, text)]);
        const counts = drawn.length ? drawn : onlySaid(tie);
        return make(
          "li",
          {},
          make("span", {}),
          make(
            "button",
            { type: "button", click: () => chooseTie(tie.id) },
            pairName(tie),
            counts,
          ),
        );
      }),
  );
}

/** The signs of a tie of which nothing is drawn: of what is only said, or is for another day. */
function onlySaid(tie) {
  const counts = { 1: 0, "-1": 0, 0: 0 };
  for (const id of tie.records) counts[D.records[id].sign || 0] += 1;
  const signs = countParts(counts).map(([text, name]) => [" ", make("span", { class: name }, text)]);
  const said = tie.records.every((id) => D.records[id].stance !== "reported");
  return [signs, make("span", { class: "soft" }, said ? ", only said" : ", not on this day")];
}

/** The hub's ties in the order of the picture, each with what it comes to. */
export function hubTies() {
  const nodes = D.nodes.filter(
    (node) => node.side !== undefined && spokeOf(node.id) && spokeOf(node.id).records.length,
  );
  return make(
    "ul",
    { class: "list" },
    nodes.map((node) => {
      const counts = countParts(countsOf(spokeOf(node.id))).map(([text, name]) => [
        " ",
        make("span", { class: name }, text),
      ]);
      return make(
        "li",
        {},
        thingIcon(node.sort),
        make(
          "button",
          { type: "button", click: () => chooseNode(node.id) },
          node.name,
          counts,
          " ",
          make("span", { class: "soft" }, unsigned(valueAt(node.second, state.day))),
        ),
      );
    }),
  );
}
