// What a language model answered and has cost, and whether it was switched off. Migration 0007 says what each column means.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";

/** What an answer is an answer to, and whose. */
export interface AnswerKey {
  readonly model: string;
  readonly promptVersion: string;
  readonly question: string;
  readonly contentHash: string;
}

/** What requests have used; tokens of questions and answers together. */
export interface ModelCost {
  readonly requests: number;
  readonly tokens: number;
  readonly cost: number;
}

export async function findModelAnswer(runner: Runner, key: AnswerKey): Promise<unknown> {
  const row = await runner
    .selectFrom("model_answers")
    .select("answer")
    .where("content_hash", "=", key.contentHash)
    .where("model", "=", key.model)
    .where("prompt_version", "=", key.promptVersion)
    .where("question_hash", "=", hashOf(key.question))
    .executeTakeFirst();
  return row?.answer;
}

/** Keeping an answer again changes nothing. */
export async function keepModelAnswer(runner: Runner, key: AnswerKey, answer: unknown): Promise<void> {
  await runner
    .insertInto("model_answers")
    .values({
      content_hash: key.contentHash,
      model: key.model,
      prompt_version: key.promptVersion,
      question_hash: hashOf(key.question),
      answer: JSON.stringify(answer),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The answers that one model, told one thing, gave to questions about these words: by hash of the words, then by question. */
export async function modelAnswersAbout(
  runner: Runner,
  contentHashes: readonly string[],
  { model, promptVersion }: Pick<AnswerKey, "model" | "promptVersion">,
  questions: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, unknown>>> {
  const asked = new Map(questions.map((question) => [hashOf(question), question]));
  if (contentHashes.length === 0 || asked.size === 0) return new Map();
  const rows = await runner
    .selectFrom("model_answers")
    .select(["content_hash", "question_hash", "answer"])
    .where("content_hash", "in", [...contentHashes])
    .where("model", "=", model)
    .where("prompt_version", "=", promptVersion)
    .where("question_hash", "in", [...asked.keys()])
    .execute();
  const groups = Map.groupBy(rows, (row) => row.content_hash);
  return new Map(
    [...groups].map(([hash, some]) => [
      hash,
      new Map(some.map(({ question_hash, answer }) => [asked.get(question_hash) ?? "", answer])),
    ]),
  );
}

export async function modelSpent(runner: Runner, day: string): Promise<ModelCost> {
  const row = await runner.selectFrom("model_days").selectAll().where("day", "=", day).executeTakeFirst();
  return { requests: Number(row?.requests ?? 0), tokens: Number(row?.tokens ?? 0), cost: row?.cost ?? 0 };
}

export async function addModelCost(runner: Runner, day: string, { requests, tokens, cost }: ModelCost): Promise<void> {
  await sql`
    insert into model_days (day, requests, tokens, cost) values (${day}, ${requests}, ${tokens}, ${cost})
    on conflict (day) do update set requests = model_days.requests + excluded.requests,
      tokens = model_days.tokens + excluded.tokens, cost = model_days.cost + excluded.cost`.execute(runner);
}

export async function modelIsOff(runner: Runner): Promise<boolean> {
  const row = await runner.selectFrom("model_switch").select("off").executeTakeFirst();
  return row?.off ?? false;
}

export async function switchModel(runner: Runner, off: boolean): Promise<void> {
  await runner.updateTable("model_switch").set({ off }).execute();
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
