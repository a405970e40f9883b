// require 要求: kept where it is found; where it is not, the evidence is the place where it was due.
import type { Evidence } from "@tingheng/domain";
import type { PreparedCall } from "../call/prepared-call.ts";
import { compileExpression } from "../expression/compile-expression.ts";
import { type By, wholeCall } from "../scope.ts";
import { poorText } from "./poor-text.ts";
import type { RuleContext } from "./rule-context.ts";
import { evidenceOf, type Rule, verdict } from "./verdict.ts";

type Due = "opening" | "closing" | "call";

/** `due`: where it should have stood — opening (first turn of that side), closing (last), or anywhere. */
export function require(
  fields: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  context: RuleContext,
): Rule {
  const expression = compileExpression(fields.require, [...path, "require"], context);
  const due = (["opening", "closing", "call"] as const).find((one) => one === (fields.due ?? "call"));
  if (due === undefined) context.problem([...path, "due"], "opening | closing | call", fields.due);
  return (call) => {
    const found = expression.detect(call, wholeCall(call, expression.by));
    if (found.state === "yes") return verdict("met", evidenceOf(call, found.hits.slice(0, 3), "kept"));
    if (found.state === "unknown")
      return verdict("undetermined", evidenceOf(call, found.maybe, "unsure"), found.missing);
    if (call.call.turns === undefined) return verdict("undetermined", [], ["turns"]);
    if (call.turns.length === 0) return verdict("notApplicable");
    if (poorText(call, expression.by, context.wordReliability)) return verdict("undetermined", [], ["turns.text"]);
    return verdict("violated", [placeDue(call, expression.by, due ?? "call")]);
  };
}

/** The first or last turn of the side that owed it. */
export function placeDue(call: PreparedCall, by: By, due: Due): Evidence {
  const own = call.turns.filter(({ speaker }) => by === "any" || speaker === by);
  const turn = (due === "opening" ? own[0] : own.at(-1)) ?? call.turns[0];
  if (turn === undefined) return { role: "due" };
  const { index, startMs, endMs, text } = turn;
  return {
    turn: index,
    ...(startMs === undefined ? {} : { startMs }),
    ...(endMs === undefined ? {} : { endMs }),
    text,
    from: 0,
    to: text.length,
    role: "due",
  };
}
