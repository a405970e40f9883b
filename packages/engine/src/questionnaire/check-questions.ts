// Checks of what was asked: all questions that are due, and so many of them.
import type { Evidence } from "@tingheng/domain";
import type { PreparedCall } from "../call/prepared-call.ts";
import type { Hit } from "../detection.ts";
import { poorText } from "../rule/poor-text.ts";
import { placeDue } from "../rule/require.ts";
import { evidenceOf, type Verdict, verdict } from "../rule/verdict.ts";
import { type Answered, answersOf, asAnswers } from "./answers.ts";
import { endingOf } from "./ending.ts";
import type { Survey } from "./recognise.ts";
import type { JudgeSurvey, SurveyCheck } from "./survey-check.ts";

/** All questions that are due, and as many as must be; what was answered comes with it. */
export const checkQuestions: JudgeSurvey = (call, survey, check) => {
  const own = survey.questionnaire;
  if (own === undefined || !survey.named) return checkUnnamed(call, survey, check);
  const answered = answersOf(call, survey, check.readers);
  const sure = idsOf(survey, true);
  const possible = idsOf(survey, false);
  const due = own.questions.filter(({ optional, onlyIf }) => !optional && isOpen(onlyIf, answered));
  const least = own.askAtLeast ?? 0;
  const enough = (asked: ReadonlySet<string>) =>
    asked.size >= least && due.filter(({ id }) => asked.has(id)).length >= check.params.share * due.length;
  const lacking = due.filter(({ id }) => !possible.has(id)).map(({ text }) => text);
  const fault: Hit = {
    measure: "questionsAsked",
    value: lacking.length > 0 ? lacking.join(";") : sure.size,
    threshold: Math.max(least, due.length),
  };
  const result = enough(sure)
    ? verdict("met", evidenceOf(call, places(survey), "kept"))
    : tooFew(call, survey, check, enough(possible), fault);
  return { ...result, answers: answersIn(call, answered, check) };
};

/** Only guessed from its words, or no known one at all: a centre words its own questions, so their number decides. */
function checkUnnamed(call: PreparedCall, survey: Survey, check: SurveyCheck): Verdict {
  const answers = answersIn(call, answersOf(call, survey, check.readers), check);
  const count = turnsOf(survey.asked.filter(({ sure }) => sure));
  if (survey.asked.length === 0) return verdict("notApplicable");
  const { atLeast } = check.params;
  if (count >= atLeast) return { ...verdict("met", evidenceOf(call, places(survey), "kept")), answers };
  const fault: Hit = { measure: "questionsAsked", value: count, threshold: atLeast };
  return { ...tooFew(call, survey, check, turnsOf(survey.asked) >= atLeast, fault), answers };
}

function answersIn(call: PreparedCall, answered: readonly Answered[], { context }: SurveyCheck) {
  return asAnswers(call, answered, context.clause.split(".")[0] ?? context.clause);
}

/** So many questions at least and at most. A questionnaire that the call names may have fewer. */
export const checkCount: JudgeSurvey = (call, survey, check) => {
  const possible = turnsOf(survey.asked);
  if (possible === 0) return verdict("notApplicable");
  const count = turnsOf(survey.asked.filter(({ sure }) => sure));
  const length = survey.named ? survey.questionnaire?.questions.length : undefined;
  const least = Math.min(check.params.atLeast, length ?? Number.POSITIVE_INFINITY);
  const most = check.params.atMost ?? Number.POSITIVE_INFINITY;
  if (count >= least && possible <= most) return verdict("met", evidenceOf(call, places(survey), "kept"));
  const measured: Hit = { measure: "questionsAsked", value: count, threshold: count > most ? most : least };
  if (count > most) {
    const over = places(survey)
      .slice(most)
      .map((place) => ({ ...place, ...measured }));
    return { ...verdict("violated", evidenceOf(call, over, "hit")), occurrences: 1 };
  }
  if (count >= least) return verdict("undetermined", evidenceOf(call, places(survey), "unsure"));
  return tooFew(call, survey, check, possible >= least, measured);
};

/** What is asked in one breath is one question to the customer. */
function turnsOf(asked: Survey["asked"]): number {
  return new Set(asked.map(({ turn }) => turn)).size;
}

function idsOf(survey: Survey, onlySure: boolean): ReadonlySet<string> {
  return new Set(
    survey.asked.flatMap(({ question, sure }) => (question !== undefined && (sure || !onlySure) ? [question.id] : [])),
  );
}

function isOpen(
  branch: { readonly question: string; readonly answer: string | number | boolean } | undefined,
  answered: readonly Answered[],
): boolean {
  if (branch === undefined) return true;
  return answered.some(({ question, value }) => question.id === branch.question && value === branch.answer);
}

function places(survey: Survey) {
  return survey.asked.map(({ turn, from, to }) => ({ turn, from, to }));
}

/** Too little was asked: a fault, unless the call broke off, or it can't be told. */
function tooFew(
  call: PreparedCall,
  survey: Survey,
  check: SurveyCheck,
  mayBeEnough: boolean,
  measured: Pick<Evidence, "measure" | "value" | "threshold">,
): Verdict {
  const ending = endingOf(call, survey, check);
  if (ending === "brokenOff") return verdict("notApplicable");
  if (mayBeEnough || poorText(call, "agent", check.reliability.words))
    return verdict("undetermined", [], ["turns.text"]);
  if (ending === "unknown") return verdict("undetermined", [], ["hangup.by"]);
  return verdict("violated", [{ ...placeDue(call, "agent", "closing"), ...measured }]);
}
