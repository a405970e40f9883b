// Check of what comes after a poor answer: 一般 or worse, or the bad one of yes and no.
import type { Expression } from "../expression/expression.ts";
import { required } from "../rule/each.ts";
import { combined, verdict } from "../rule/verdict.ts";
import { type Answered, answersOf } from "./answers.ts";
import { agentSays } from "./said-by.ts";
import type { JudgeSurvey } from "./survey-check.ts";

/** Every poor answer is followed up, in the questionnaire's words or in others that are as good. */
export const checkFollowUp: JudgeSurvey = (call, survey, { params, readers, accepts, reliability, context }) => {
  const { parts } = survey;
  if (parts === undefined) return verdict("notApplicable");
  const answered = answersOf(call, survey, readers);
  const poor = answered.filter((one) => one.poor);
  if (poor.length === 0) return verdict(answered.length > 0 ? "met" : "notApplicable");
  return combined(
    poor.map((one) => {
      const words = [parts.followUp, parts.followUps.get(one.question.id)].flatMap((phrases) => phrases ?? []);
      const answer = agentSays(words, accepts, reliability);
      return required(call, triggeredBy(one), answer, { turns: params.turns }, true, context);
    }),
  );
};

function triggeredBy({ hit, sure }: Answered): Expression {
  const found = sure
    ? ({ state: "yes", hits: [hit], maybe: [], missing: [] } as const)
    : ({ state: "unknown", hits: [], maybe: [hit], missing: [] } as const);
  return { by: "customer", detect: () => found };
}
