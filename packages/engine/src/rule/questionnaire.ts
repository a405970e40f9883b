// questionnaire 问卷: which questions were asked, what was answered, what was left out.
import { compileExpression } from "../expression/compile-expression.ts";
import type { Expression } from "../expression/expression.ts";
import { parsed } from "../expression/places.ts";
import type { AnswerReaders } from "../questionnaire/answers.ts";
import { checkFollowUp } from "../questionnaire/check-follow-up.ts";
import { checkCount, checkQuestions } from "../questionnaire/check-questions.ts";
import { checkClosing, checkConsent, checkNeutral, checkOpening } from "../questionnaire/check-wording.ts";
import { recogniser, withOtherQuestions } from "../questionnaire/recognise.ts";
import { type CheckName, CheckParams, type JudgeSurvey, type SurveyCheck } from "../questionnaire/survey-check.ts";
import type { RuleContext } from "./rule-context.ts";
import { type Rule, verdict } from "./verdict.ts";

const checks: Readonly<Record<CheckName, JudgeSurvey>> = {
  questions: checkQuestions,
  count: checkCount,
  "follow-up": checkFollowUp,
  opening: checkOpening,
  consent: checkConsent,
  closing: checkClosing,
  neutral: checkNeutral,
};

/** `questionnaire`: any, or the ids of those that the check is for. */
export function questionnaire(
  fields: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  context: RuleContext,
): Rule {
  const wanted = idsIn(fields.questionnaire, [...path, "questionnaire"], context);
  const params = parsed(CheckParams, fields.check, [...path, "check"], context);
  if (params === undefined) return () => verdict("notApplicable");
  const compile = (node: unknown, ...at: readonly string[]): readonly Expression[] =>
    node === undefined ? [] : [compileExpression(node, [...path, "check", ...at], context)];
  const [question] = compile(params.question, "question");
  const recognise = recogniser(context);
  const check: SurveyCheck = {
    params,
    readers: readersOf(params.answers, compile),
    accepts: compile(params.accepts, "accepts"),
    leading: compile(params.leading, "leading")[0],
    excused: compile(params.excused, "excused")[0],
    ended: compile(params.ended, "ended"),
    reliability: context.forOperator([...path, "check"]).reliability,
    context,
  };
  return (call) => {
    if (call.call.turns === undefined) return verdict("undetermined", [], ["turns"]);
    const survey = withOtherQuestions(recognise(call), call, question);
    const id = survey.questionnaire?.id;
    if (wanted !== undefined && (id === undefined || !wanted.includes(id))) return verdict("notApplicable");
    return checks[params.is](call, survey, check);
  };
}

function readersOf(
  answers: CheckParams["answers"],
  compile: (node: unknown, ...at: readonly string[]) => readonly Expression[],
): AnswerReaders {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([kind, node]) => compile(node, "answers", kind).map((reader) => [kind, reader])),
  );
}

/** Undefined stands for all. */
function idsIn(value: unknown, path: readonly PropertyKey[], context: RuleContext): readonly string[] | undefined {
  if (value === "any") return undefined;
  const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known = context.questionnaires.map(({ id }) => id);
  const bad = ids.find((id) => typeof id !== "string" || !known.includes(id));
  if (bad !== undefined) context.problem(path, `any, or one of ${known.join(", ")}`, bad);
  return ids.map(String);
}
