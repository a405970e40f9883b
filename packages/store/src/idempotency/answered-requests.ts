// Requests with an Idempotency-Key, each done once: who comes first does it, who comes again gets the answer of the first.
import type { Runner } from "../database/database.ts";

export interface KeyedRequest {
  readonly actor: string;
  readonly key: string;
  /** A hash of all that makes the request what it is. */
  readonly request: Buffer;
}

export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** yours: do it · answered: it was done · running: somebody does it now · other: the key was used for another request */
export type Claim =
  | { readonly kind: "yours" }
  | { readonly kind: "answered"; readonly answer: KeptAnswer }
  | { readonly kind: "running" }
  | { readonly kind: "other" };

/** @param given when answers are forgotten, and when one who began and never answered counts as gone */
export async function claimRequest(
  runner: Runner,
  { actor, key, request }: KeyedRequest,
  given: { readonly at: Date; readonly forgottenBefore: Date; readonly goneBefore: Date },
): Promise<Claim> {
  await runner.deleteFrom("answered_requests").where("begun_at", "<", given.forgottenBefore).execute();
  const mine = await runner
    .insertInto("answered_requests")
    .values({ actor, key, request, begun_at: given.at, status: null, content_type: null, body: null })
    .onConflict((conflict) =>
      conflict
        .columns(["actor", "key"])
        .doUpdateSet({ begun_at: given.at })
        .where("answered_requests.status", "is", null)
        .where("answered_requests.begun_at", "<", given.goneBefore)
        .where("answered_requests.request", "=", request),
    )
    .returning("key")
    .executeTakeFirst();
  if (mine !== undefined) return { kind: "yours" };
  const row = await runner
    .selectFrom("answered_requests")
    .selectAll()
    .where("actor", "=", actor)
    .where("key", "=", key)
    .executeTakeFirst();
  if (row === undefined) return { kind: "running" };
  if (!request.equals(row.request)) return { kind: "other" };
  if (row.status === null || row.body === null) return { kind: "running" };
  const contentType = row.content_type ?? "application/json";
  return { kind: "answered", answer: { status: row.status, contentType, body: Buffer.from(row.body) } };
}

export async function keepAnswer(
  runner: Runner,
  { actor, key }: KeyedRequest,
  { status, contentType, body }: KeptAnswer,
): Promise<void> {
  await runner
    .updateTable("answered_requests")
    .set({ status, content_type: contentType, body })
    .where("actor", "=", actor)
    .where("key", "=", key)
    .execute();
}

/** The request failed and may be tried again under the same key. */
export async function releaseRequest(runner: Runner, { actor, key }: KeyedRequest): Promise<void> {
  await runner
    .deleteFrom("answered_requests")
    .where("actor", "=", actor)
    .where("key", "=", key)
    .where("status", "is", null)
    .execute();
}
