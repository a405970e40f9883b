// What a check of a questionnaire works with.
import { z } from "zod";
import type { PreparedCall } from "../call/prepared-call.ts";
import type { Expression } from "../expression/expression.ts";
import type { Reliability } from "../operator.ts";
import type { RuleContext } from "../rule/rule-context.ts";
import type { Verdict } from "../rule/verdict.ts";
import type { AnswerReaders } from "./answers.ts";
import type { Survey } from "./recognise.ts";

const checkNames = ["questions", "count", "follow-up", "opening", "consent", "closing", "neutral"] as const;
export type CheckName = (typeof checkNames)[number];

const condition = z.unknown().optional();

export const CheckParams = z.preprocess(
  (value) => (typeof value === "string" ? { is: value } : value),
  z.strictObject({
    is: z.enum(checkNames),
    answers: z
      .strictObject({ satisfaction: condition, ten: condition, yesNo: condition })
      .default({})
      .describe("conditions that read the answers of each kind"),
    question: condition.describe("what counts as a survey question beside those of the questionnaire"),
    accepts: condition.describe("what is as good as the questionnaire's own words"),
    leading: condition.describe("what makes a question steer its answer"),
    ended: condition.describe("what shows that the call came to its proper end, beside the questionnaire's closing"),
    excused: condition.describe("where this is found, the questions that are left are not owed"),
    share: z.number().min(0).max(1).default(1).describe("this share of the questions that are due is enough"),
    atLeast: z.int().nonnegative().default(0).describe("so many questions at least"),
    atMost: z.int().positive().optional().describe("so many questions at most"),
    turns: z.int().positive().default(2).describe("a follow-up comes within so many turns of the agent"),
  }),
);
export type CheckParams = z.output<typeof CheckParams>;

/** A check with its conditions compiled. */
export interface SurveyCheck {
  readonly params: CheckParams;
  readonly readers: AnswerReaders;
  readonly accepts: readonly Expression[];
  readonly leading: Expression | undefined;
  readonly excused: Expression | undefined;
  readonly ended: readonly Expression[];
  readonly reliability: Reliability;
  readonly context: RuleContext;
}

export type JudgeSurvey = (call: PreparedCall, survey: Survey, check: SurveyCheck) => Verdict;
