// What the list of calls is narrowed to.
import { filterNames } from "./address.js";
import { element, labelled } from "./element.js";
import { choice, givenIn, input } from "./form.js";
import { knownStandards, standardName } from "./standards.js";
import { say, stageName } from "./words.js";

/** @typedef {import("./shapes.ts").Filter} Filter */

const stages = /** @type {const} */ (["waiting", "hearing", "judging", "judged", "setAside"]);

/**
 * @param {Filter} filter
 * @param {object} wish
 * @param {boolean} wish.ownCallsOnly whose calls they are is no question then
 * @param {(filter: Filter) => void} wish.onChange
 */
export function filterForm(filter, { ownCallsOnly, onChange }) {
  const clause = input("clause", { value: filter.clause, placeholder: say("clauseHint"), maxlength: 200 });
  const standards = [...new Set([...knownStandards(), ...(filter.standard === undefined ? [] : [filter.standard])])];
  const standard = choice("standard", withAny(standards.map((id) => [id, standardName(id)])), filter.standard);
  const allowClause = () => {
    clause.disabled = standard.value === "";
    clause.placeholder = clause.disabled ? say("clauseHint") : "";
  };
  allowClause();
  standard.addEventListener("change", allowClause);
  const more = [
    labelled(say("stage"), choice("stage", withAny(stages.map((stage) => [stage, stageName(stage)])), filter.stage)),
    labelled(say("standard"), standard),
    labelled(say("clause"), clause),
    labelled(say("from"), input("from", { type: "date", value: filter.from })),
    labelled(say("to"), input("to", { type: "date", value: filter.to })),
  ];
  const whose = [
    labelled(say("team"), input("team", { value: filter.team, maxlength: 200 })),
    labelled(say("agent"), input("agent", { value: filter.agent, maxlength: 200 })),
  ];
  const words = input("words", { type: "search", value: filter.words, placeholder: say("wordsHint"), maxlength: 200 });
  const form = element(
    "form",
    { class: "filters", role: "search", "aria-label": say("filters") },
    labelled(say("words"), words),
    ownCallsOnly ? [] : whose,
    more,
    element(
      "div",
      { class: "buttons" },
      element("button", { class: "primary" }, say("search")),
      element("button", { type: "button", class: "quiet", onclick: () => onChange({}) }, say("reset")),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = givenIn(form);
    const named = filterNames.flatMap((name) => (given[name]?.trim() ? [[name, given[name].trim()]] : []));
    onChange(Object.fromEntries(named));
  });
  return form;
}

/**
 * @param {readonly (readonly [string, string])[]} choices
 * @returns {readonly (readonly [string, string])[]}
 */
function withAny(choices) {
  return [["", say("any")], ...choices];
}
