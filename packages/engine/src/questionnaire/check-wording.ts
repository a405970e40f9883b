// Checks of how a survey is worded: opening, consent before the first question, closing, and questions that don't steer.
import type { PreparedCall } from "../call/prepared-call.ts";
import { either } from "../detection.ts";
import type { RegisteredPhrases } from "../operator.ts";
import { poorText } from "../rule/poor-text.ts";
import { placeDue } from "../rule/require.ts";
import { evidenceOf, type Verdict, verdict } from "../rule/verdict.ts";
import { type Scope, wholeCall } from "../scope.ts";
import { afterQuestions } from "./ending.ts";
import type { Parts, Survey } from "./recognise.ts";
import { agentSays } from "./said-by.ts";
import type { JudgeSurvey, SurveyCheck } from "./survey-check.ts";

export const checkOpening: JudgeSurvey = (call, survey, check) =>
  said(call, survey, check, (parts) => parts.opening, beforeQuestions(call, survey), "opening");

export const checkConsent: JudgeSurvey = (call, survey, check) =>
  said(call, survey, check, (parts) => parts.consent, beforeQuestions(call, survey), "firstQuestion");

/** Not owed where the other side had the last word and is known to have hung up. */
export const checkClosing: JudgeSurvey = (call, survey, check) => {
  const result = said(call, survey, check, (parts) => parts.closing, afterQuestions(call, survey), "closing");
  const last = call.turns.at(-1)?.speaker;
  if (result.outcome !== "violated" || last === "agent") return result;
  const by = call.call.hangup?.by;
  if (by === undefined || by === "unknown") return verdict("undetermined", [], ["hangup.by"]);
  return by === "agent" ? result : verdict("notApplicable");
};

/** No question names the answer that is hoped for. */
export const checkNeutral: JudgeSurvey = (call, survey, { leading, context }) => {
  if (survey.asked.length === 0 || leading === undefined) return verdict("notApplicable");
  const turns = [...new Set(survey.asked.map(({ turn }) => turn))];
  const found = context.shield(
    call,
    either(
      turns.map((turn) => leading.detect(call, { ...wholeCall(call, leading.by), firstTurn: turn, lastTurn: turn })),
    ),
  );
  if (found.state === "yes") return verdict("violated", evidenceOf(call, found.hits, "hit"));
  if (found.state === "unknown") return verdict("undetermined", evidenceOf(call, found.maybe, "unsure"), found.missing);
  return verdict("met");
};

function beforeQuestions(call: PreparedCall, survey: Survey): Scope {
  const first = survey.asked[0];
  return { ...wholeCall(call, "agent"), lastTurn: first?.turn ?? 0, lastChar: first?.from ?? 0 };
}

function said(
  call: PreparedCall,
  survey: Survey,
  { accepts, reliability }: SurveyCheck,
  part: (parts: Parts) => RegisteredPhrases,
  scope: Scope,
  due: "opening" | "firstQuestion" | "closing",
): Verdict {
  const first = survey.asked[0];
  if (first === undefined) return verdict("notApplicable");
  const own = survey.parts === undefined ? [] : [part(survey.parts)];
  const found = agentSays(own, accepts, reliability).detect(call, scope);
  if (found.state === "yes") return verdict("met", evidenceOf(call, found.hits.slice(0, 3), "kept"));
  if (found.state === "unknown") return verdict("undetermined", evidenceOf(call, found.maybe, "unsure"), found.missing);
  if (poorText(call, "agent", reliability.words)) return verdict("undetermined", [], ["turns.text"]);
  const { turn, from, to } = first;
  if (due === "firstQuestion") return verdict("violated", evidenceOf(call, [{ turn, from, to }], "due"));
  return verdict("violated", [placeDue(call, "agent", due)]);
}
