// questionnaire 问卷: which questions were asked, what was answered, what was left out.
import type { RuleContext } from "./rule-context.ts";
import { type Rule, verdict } from "./verdict.ts";

export function questionnaire(
  _fields: Readonly<Record<string, unknown>>,
  _path: readonly PropertyKey[],
  _context: RuleContext,
): Rule {
  return () => verdict("notApplicable");
}
