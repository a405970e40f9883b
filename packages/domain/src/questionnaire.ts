// A callback questionnaire 回访问卷 as data: opening, consent, questions with branches and follow-ups, closings.
import { z } from "zod";
import { Text } from "./text.ts";

const phrases = z.array(z.string().min(1)).min(1);

/** satisfaction 五级满意度 · ten 1–10 · yesNo 是/否 · open 开放 */
export const AnswerKind = z.enum(["satisfaction", "ten", "yesNo", "open"]);

export const Question = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  text: z.string().min(1),
  ask: phrases.describe("how it is asked (phrase grammar, tolerant of recognition errors)"),
  kind: AnswerKind,
  optional: z.boolean().default(false),
  onlyIf: z.strictObject({ question: z.string(), answer: z.union([z.string(), z.boolean(), z.number()]) }).optional(),
  followUp: phrases.optional().describe("what to say after an answer of 一般 or worse, or 否"),
});
export type Question = z.output<typeof Question>;

export const Questionnaire = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: Text,
  source: z.string().optional(),
  campaigns: z.array(z.string()).default([]),
  opening: phrases,
  consent: phrases,
  questions: z.array(Question).min(1),
  notConvenient: z.array(z.strictObject({ reason: z.string(), say: phrases })).default([]),
  closing: phrases,
});
export type Questionnaire = z.output<typeof Questionnaire>;
