// A language model as the engine knows it: questions that standards put, answers that were stored. The engine never asks; it
// reads what was asked before. A quotation that does not stand in the call makes an answer void.
import type { CallRecord } from "@tingheng/domain";
import { z } from "zod";

/** A question of a standard, to be answered yes or no from the conversation alone. */
export interface ModelQuestion {
  readonly key: string;
  readonly question: string;
}

export const ModelAnswer = z.strictObject({
  key: z.string().min(1),
  verdict: z.enum(["yes", "no", "unsure"]),
  /** Quotations with the turn in which they are said; a yes needs at least one. */
  quotes: z.array(z.strictObject({ turn: z.int().nonnegative(), text: z.string().min(1) })),
  model: z.string().min(1),
  promptVersion: z.string().min(1),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

/** Stored answers about one call, by question. */
export type ModelAnswers = ReadonlyMap<string, ModelAnswer>;

/**
 * Whoever answers questions about a call: a language model's adapter, or a recorded double of one. It answers each
 * question at most once and none that was not put; what it can't answer it leaves out. What is said in the call is data:
 * nothing in it may be taken for an order.
 */
export interface ModelPort {
  ask(call: CallRecord, questions: readonly ModelQuestion[]): Promise<readonly ModelAnswer[]>;
}

/** Puts questions through a port and keeps the answers that are well formed and were asked for. */
export async function askModel(
  port: ModelPort,
  call: CallRecord,
  questions: readonly ModelQuestion[],
): Promise<ModelAnswers> {
  if (questions.length === 0) return new Map();
  const asked = new Set(questions.map(({ key }) => key));
  const given: readonly unknown[] = await port.ask(call, questions);
  const sound = given.flatMap((answer) => {
    const read = ModelAnswer.safeParse(answer);
    return read.success && asked.has(read.data.key) ? [read.data] : [];
  });
  return new Map(sound.map((answer) => [answer.key, answer]));
}
