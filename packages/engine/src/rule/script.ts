// script 流程: steps that must come, in order where the standard says so; what is missing is named.
import { z } from "zod";
import type { PreparedCall } from "../call/prepared-call.ts";
import { type Detection, firstOf } from "../detection.ts";
import { compileExpression } from "../expression/compile-expression.ts";
import type { Expression } from "../expression/expression.ts";
import { parsed } from "../expression/places.ts";
import { type Scope, wholeCall } from "../scope.ts";
import { poorText } from "./poor-text.ts";
import { placeDue } from "./require.ts";
import type { RuleContext } from "./rule-context.ts";
import { evidenceOf, type Rule, type Verdict, verdict } from "./verdict.ts";

const Steps = z
  .array(z.strictObject({ title: z.string().min(1), step: z.unknown(), optional: z.boolean().default(false) }))
  .min(1);

interface Step {
  readonly title: string;
  readonly optional: boolean;
  readonly expression: Expression;
}

/** `ordered`: each step after the one before (default true). `atLeast`: so many of the steps are enough. */
export function script(
  fields: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  context: RuleContext,
): Rule {
  const steps = (parsed(Steps, fields.script, [...path, "script"], context) ?? []).map(
    ({ title, optional, step }, index) => ({
      title,
      optional,
      expression: compileExpression(step, [...path, "script", index, "step"], context),
    }),
  );
  const ordered = fields.ordered !== false;
  const needed = steps.filter((step) => !step.optional).length;
  const atLeast = typeof fields.atLeast === "number" ? Math.min(fields.atLeast, needed) : needed;
  return (call) => walk(call, steps, ordered, atLeast, context);
}

function walk(
  call: PreparedCall,
  steps: readonly Step[],
  ordered: boolean,
  atLeast: number,
  context: RuleContext,
): Verdict {
  if (call.call.turns === undefined) return verdict("undetermined", [], ["turns"]);
  const reached = follow(call, steps, ordered);
  const required = reached.filter(({ step }) => !step.optional);
  const sure = required.filter(({ found }) => found.state === "yes");
  const kept = evidenceOf(
    call,
    reached.flatMap(({ found }) => found.hits.slice(0, 1)),
    "kept",
  );
  if (sure.length >= atLeast) return verdict("met", kept);
  const open = required.filter(({ found }) => found.state === "unknown");
  const poor = poorText(call, "agent", context.wordReliability);
  if (sure.length + open.length >= atLeast || poor) {
    const missing = poor ? ["turns.text"] : open.flatMap(({ found }) => found.missing);
    return verdict(
      "undetermined",
      evidenceOf(
        call,
        open.flatMap(({ found }) => found.maybe),
        "unsure",
      ),
      missing,
    );
  }
  const lacking = required.filter(({ found }) => found.state === "no").map(({ step }) => step.title);
  const due = { ...placeDue(call, "agent", "closing"), measure: "missingSteps", value: lacking.join("、") };
  return verdict("violated", [due]);
}

function follow(
  call: PreparedCall,
  steps: readonly Step[],
  ordered: boolean,
): { readonly step: Step; readonly found: Detection }[] {
  let rest: Scope = wholeCall(call, "any");
  return steps.map((step) => {
    const found = step.expression.detect(call, { ...rest, by: step.expression.by });
    const first = firstOf(found.hits);
    if (ordered && first?.turn !== undefined) rest = { ...rest, firstTurn: first.turn, firstChar: first.to ?? 0 };
    return { step, found };
  });
}
