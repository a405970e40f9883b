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

/** Notes that a call said these words before anything is asked about them, so that the answers go with it. */
export async function noteAsked(runner: Runner, callId: string, contentHash: string): Promise<void> {
  await runner
    .insertInto("model_answered_calls")
    .values({ content_hash: contentHash, call_id: callId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Keeping an answer again changes nothing. Where no call that said these words is there any more, nothing is kept. */
export async function keepModelAnswer(runner: Runner, key: AnswerKey, answer: unknown): Promise<void> {
  await sql`
    with said as (
      select content_hash from model_answered_calls where content_hash = ${key.contentHash} limit 1 for key share)
    insert into model_answers (content_hash, model, prompt_version, question_hash, answer)
    select content_hash, ${key.model}::text, ${key.promptVersion}::text, ${hashOf(key.question)}::text,
      ${JSON.stringify(answer)}::jsonb
    from said
    on conflict do nothing`.execute(runner);
}

/** Removes what was answered about the words of a call, unless another call said the same. */
export async function forgetAnswers(runner: Runner, callId: string): Promise<void> {
  const said = await runner
    .deleteFrom("model_answered_calls")
    .where("call_id", "=", callId)
    .returning("content_hash")
    .execute();
  const hashes = said.map(({ content_hash }) => content_hash);
  if (hashes.length === 0) return;
  // A statement of its own: it sees what was answered while the first one waited.
  await runner
    .deleteFrom("model_answers")
    .where("content_hash", "in", hashes)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("model_answered_calls as other")
            .select("other.call_id")
            .whereRef("other.content_hash", "=", "model_answers.content_hash"),
        ),
      ),
    )
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
