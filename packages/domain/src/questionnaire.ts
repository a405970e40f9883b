// A callback questionnaire 回访问卷 as data: opening, consent, questions with branches and follow-ups, closings.
import { z } from "zod";
import { Text } from "./text.ts";

const phrases = z.array(z.string().min(1)).min(1);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "small letters, digits and hyphens");

/** satisfaction 五级满意度 · ten 1–10 · yesNo 是/否 · open 开放 */
export const AnswerKind = z.enum(["satisfaction", "ten", "yesNo", "open"]);
export type AnswerKind = z.output<typeof AnswerKind>;

export const Question = z.strictObject({
  id,
  text: z.string().min(1),
  ask: phrases.describe("how it is asked (phrase grammar, tolerant of recognition errors)"),
  kind: AnswerKind,
  optional: z.boolean().default(false).describe("may be left out"),
  onlyIf: z
    .strictObject({ question: z.string(), answer: z.union([z.string(), z.boolean(), z.number()]) })
    .optional()
    .describe("a branch: only asked after this answer"),
  poor: z
    .union([z.number(), z.boolean()])
    .optional()
    .describe("answers up to this value, or this yes or no, are followed up (else as the questionnaire says)"),
  followUp: phrases.optional().describe("what to say after such an answer (else as the questionnaire says)"),
});
export type Question = z.output<typeof Question>;

/** From which answer on (downwards) a question of each kind is followed up. */
const PoorAnswers = z.strictObject({
  satisfaction: z.number().min(1).max(5).describe("level 1–5; 3 is 一般"),
  ten: z.number().min(1).max(10).optional(),
  yesNo: z.boolean().optional().describe("the answer that is bad"),
});

export const Questionnaire = z
  .strictObject({
    id,
    version: z.string().regex(/^\d+\.\d+\.\d+$/, "a version such as 1.0.0"),
    title: Text,
    source: z.string().optional(),
    campaigns: z.array(z.string()).default([]).describe("calls of these campaigns follow it"),
    opening: phrases,
    consent: phrases,
    questions: z.array(Question).min(1),
    askAtLeast: z
      .int()
      .positive()
      .optional()
      .describe("so many questions at least, whichever (else all but the optional)"),
    poor: PoorAnswers,
    followUp: phrases.describe("what to say after an answer of 一般 or worse, or 否"),
    notConvenient: z
      .array(z.strictObject({ reason: z.string(), say: phrases }))
      .default([])
      .describe("what to say when the customer can't talk now, by reason"),
    feedback: phrases.optional().describe("what to say when the customer has a complaint or an opinion"),
    reminders: phrases.optional().describe("what to remind the customer of before the closing"),
    closing: phrases,
    notes: z.array(z.string()).default([]).describe("what was left out of the source, and why"),
  })
  .superRefine((value, context) => {
    const known = new Set(value.questions.map((question) => question.id));
    if (known.size < value.questions.length)
      context.addIssue({ code: "custom", path: ["questions"], message: "question ids that stand once" });
    value.questions.forEach(({ onlyIf }, index) => {
      if (onlyIf !== undefined && !known.has(onlyIf.question))
        context.addIssue({
          code: "custom",
          path: ["questions", index, "onlyIf", "question"],
          message: `a question: ${[...known].join(", ")}`,
        });
    });
  });
export type Questionnaire = z.output<typeof Questionnaire>;
