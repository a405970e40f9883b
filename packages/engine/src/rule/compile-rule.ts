// A rule of a standard → a verdict about a call: forbid, require, each … require, script, label, human.
// No opportunity is not a fault; a missing field or a shaky speaker is undetermined.
import { compileExpression } from "../expression/compile-expression.ts";
import type { Expression } from "../expression/expression.ts";
import type { ExpressionContext } from "../expression/expression-context.ts";
import { wholeCall } from "../scope.ts";
import { each } from "./each.ts";
import { forbid } from "./forbid.ts";
import { label } from "./label.ts";
import { questionnaire } from "./questionnaire.ts";
import { require } from "./require.ts";
import type { RuleContext } from "./rule-context.ts";
import { script } from "./script.ts";
import { doubted, evidenceOf, LastingVerdict, type Rule, verdict } from "./verdict.ts";

type CompileKind = (
  fields: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  context: RuleContext,
) => Rule;

/** The key that makes a rule what it is, and the other keys it takes. */
const kinds: Readonly<Record<string, { readonly keys: readonly string[]; readonly compile: CompileKind }>> = {
  each: { keys: ["require", "forbid", "within", "every"], compile: each },
  forbid: { keys: ["kindsAllowed"], compile: forbid },
  require: { keys: ["due"], compile: require },
  script: { keys: ["ordered", "atLeast"], compile: script },
  label: { keys: ["otherwise"], compile: label },
  questionnaire: { keys: ["check"], compile: questionnaire },
  human: { keys: [], compile: human },
};

const everyRule = ["when", "unless", "because"] as const;

const neverApplies: Rule = () => verdict("notApplicable");

/** Compiles a rule; what is wrong is reported by path, and the rule then never applies. */
export function compileRule(node: unknown, path: readonly PropertyKey[], context: RuleContext): Rule {
  if (typeof node !== "object" || node === null || Array.isArray(node)) {
    context.problem(path, `a rule with one of ${Object.keys(kinds).join(", ")}`, node);
    return neverApplies;
  }
  const fields = node as Record<string, unknown>;
  const name = Object.keys(kinds).find((key) => fields[key] !== undefined);
  const kind = name === undefined ? undefined : kinds[name];
  if (name === undefined || kind === undefined) {
    context.problem(path, `one of ${Object.keys(kinds).join(", ")}`, Object.keys(fields));
    return neverApplies;
  }
  for (const key of Object.keys(fields)) {
    if (key !== name && !kind.keys.includes(key) && !everyRule.some((one) => one === key)) {
      context.problem([...path, key], `only ${[name, ...kind.keys, ...everyRule].join(", ")} in this rule`, key);
    }
  }
  const rule = kind.compile(fields, path, context);
  return guarded(
    rule,
    condition(fields.when, [...path, "when"], context),
    condition(fields.unless, [...path, "unless"], context),
    because(fields),
  );
}

function because(fields: Readonly<Record<string, unknown>>): string | undefined {
  return typeof fields.because === "string" ? fields.because : undefined;
}

function condition(node: unknown, path: readonly PropertyKey[], context: ExpressionContext): Expression | undefined {
  return node === undefined ? undefined : compileExpression(node, path, context);
}

/** `when` must hold for the rule to apply; `unless` lifts it. Unknown either way can only soften a verdict. */
function guarded(
  rule: Rule,
  when: Expression | undefined,
  unless: Expression | undefined,
  because: string | undefined,
): Rule {
  const { idle, trigger } = rule;
  const triggerFirst = trigger !== undefined && (trigger.size ?? 1) <= (when?.size ?? 0) ? trigger : undefined;
  const apart = verdict("notApplicable");
  return (call) => {
    if (idle?.(call) === true) return apart;
    if (triggerFirst?.detect(call, wholeCall(call, triggerFirst.by)).state === "no") return apart;
    const opened = when?.detect(call, wholeCall(call, when.by));
    if (opened?.state === "no") return apart;
    const lifted = unless?.detect(call, wholeCall(call, unless.by));
    if (lifted?.state === "yes") return apart;
    const said = rule(call);
    if (said.outcome !== "violated") return said;
    const missing = [
      ...(opened?.state === "unknown" ? opened.missing : []),
      ...(lifted?.state === "unknown" ? lifted.missing : []),
    ];
    const isUnsure = opened?.state === "unknown" || lifted?.state === "unknown";
    if (isUnsure) return doubted(said, missing, evidenceOf(call, opened?.maybe ?? [], "unsure"));
    return because === undefined ? said : { ...said, because };
  };
}

function human(fields: Readonly<Record<string, unknown>>, path: readonly PropertyKey[], context: RuleContext): Rule {
  const reason = fields.human;
  if (typeof reason !== "string") context.problem([...path, "human"], "why a person must judge it", reason);
  const said = new LastingVerdict({ ...verdict("undetermined"), judgedBy: "human", because: String(reason) });
  return () => said;
}
