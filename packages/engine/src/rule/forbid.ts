// forbid 禁止: broken at every place where it is found, prescribed phrases excepted.
import { compileExpression } from "../expression/compile-expression.ts";
import { wholeCall } from "../scope.ts";
import type { RuleContext } from "./rule-context.ts";
import { evidenceOf, type Rule, verdict } from "./verdict.ts";

/** `kindsAllowed`: so many different kinds of fault are still forgiven (needs a `kinds` condition). */
export function forbid(
  fields: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  context: RuleContext,
): Rule {
  const expression = compileExpression(fields.forbid, [...path, "forbid"], context);
  const allowed = readAllowed(fields.kindsAllowed, [...path, "kindsAllowed"], context);
  return (call) => {
    const found = context.shield(call, expression.detect(call, wholeCall(call, expression.by)));
    if (found.state === "no") return spokenOf(call) ? verdict("met") : verdict("undetermined", [], ["turns"]);
    const kinds = [...new Set(found.hits.flatMap((hit) => hit.kind ?? []))];
    const possible = new Set([...kinds, ...found.maybe.flatMap((hit) => hit.kind ?? [])]);
    if (found.state === "yes" && kinds.length >= allowed + (allowed > 0 ? 1 : 0)) {
      return { ...verdict("violated", evidenceOf(call, found.hits, "hit")), kinds };
    }
    if (allowed > 0 && possible.size <= allowed && found.missing.length === 0) {
      return { ...verdict("met", evidenceOf(call, found.hits, "kept")), kinds };
    }
    const unsure = [...evidenceOf(call, found.hits, "unsure"), ...evidenceOf(call, found.maybe, "unsure")];
    return verdict("undetermined", unsure, found.missing);
  };
}

function readAllowed(value: unknown, path: readonly PropertyKey[], context: RuleContext): number {
  if (value === undefined) return 0;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  context.problem(path, "a whole number of kinds", value);
  return 0;
}

/** A call in which nothing is known to have been said or measured can't be said to keep anything. */
function spokenOf(call: Parameters<Rule>[0]): boolean {
  return call.turns.length > 0 || call.call.sound !== undefined || call.call.hangup !== undefined;
}
