// label 分类: names what a call is (result class, caller type); the first value whose condition holds. Never a fault.
// label 分类: names what a call is (result class, caller type); the first value whose condition holds. Never a fault.
import { z } from "zod";
import { firstOf } from "../detection.ts";
import { compileExpression } from "../expression/compile-expression.ts";
import { parsed } from "../expression/places.ts";
import { wholeCall } from "../scope.ts";
import type { RuleContext } from "./rule-context.ts";
import { evidenceOf, type Rule, type Verdict, verdict } from "./verdict.ts";

const Values = z.array(z.strictObject({ value: z.string().min(1), when: z.unknown() })).min(1);

export function label(
  fields: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  context: RuleContext,
): Rule {
  const values = (parsed(Values, fields.label, [...path, "label"], context) ?? []).map(({ value, when }, index) => ({
    value,
    when: compileExpression(when, [...path, "label", index, "when"], context),
  }));
  const otherwise = typeof fields.otherwise === "string" ? fields.otherwise : undefined;
  return (call): Verdict => {
    for (const { value, when } of values) {
      const found = when.detect(call, wholeCall(call, when.by));
      if (found.state === "unknown")
        return verdict("undetermined", evidenceOf(call, found.maybe, "unsure"), found.missing);
      if (found.state === "no") continue;
      const hit = firstOf(found.hits);
      const place =
        hit?.turn === undefined
          ? {}
          : {
              turn: hit.turn,
              ...(hit.from === undefined ? {} : { from: hit.from }),
              ...(hit.to === undefined ? {} : { to: hit.to }),
            };
      return {
        ...verdict("met", evidenceOf(call, hit === undefined ? [] : [hit], "kept")),
        labels: [{ id: context.clause, value, ...place }],
      };
    }
    if (otherwise === undefined) return verdict("notApplicable");
    return { ...verdict("met"), labels: [{ id: context.clause, value: otherwise }] };
  };
}
