// Deliveries 投递 of events to receivers: waiting, delivered or failed, each with the log of its tries.
import type { EventData } from "@tingheng/domain";
import type { Selectable } from "kysely";
import type { Runner } from "../database/database.ts";
import type { DeliveryState, WebhookTables } from "./webhooks-tables.ts";

export interface WebhookDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly at: Date;
  readonly kind: string;
  readonly subject: string;
  readonly data: EventData;
  readonly state: DeliveryState;
  /** Since it was made or replayed. */
  readonly tries: number;
  readonly dueAt: Date;
}

export interface DeliveryAttempt {
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number | undefined;
  readonly error: string | undefined;
  /** How the answer begins. */
  readonly answer: string;
}

export type DeliveryToMake = Pick<
  WebhookDelivery,
  "id" | "endpointId" | "eventId" | "at" | "kind" | "subject" | "data"
>;

export async function insertDelivery(runner: Runner, one: DeliveryToMake): Promise<void> {
  const { id, endpointId, eventId, at, kind, subject, data } = one;
  const row = { id, endpoint_id: endpointId, event_id: eventId, at, kind, subject, data: JSON.stringify(data) };
  await runner
    .insertInto("webhook_deliveries")
    .values({ ...row, due_at: at })
    .execute();
}

export async function findDelivery(runner: Runner, id: string): Promise<WebhookDelivery | undefined> {
  const row = await runner.selectFrom("webhook_deliveries").selectAll().where("id", "=", id).executeTakeFirst();
  return row && deliveryOf(row);
}

/** The latest first. */
export async function listDeliveries(
  runner: Runner,
  endpointId: string,
  limit: number,
  {
    state,
    after,
  }: { readonly state?: DeliveryState | undefined; readonly after?: { at: Date; id: string } | undefined },
): Promise<WebhookDelivery[]> {
  let query = runner.selectFrom("webhook_deliveries").selectAll().where("endpoint_id", "=", endpointId);
  if (state !== undefined) query = query.where("state", "=", state);
  if (after !== undefined)
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("at", "id"), "<", tuple(after.at, after.id)));
  const rows = await query.orderBy("at", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map(deliveryOf);
}

export async function attemptsOf(runner: Runner, deliveryId: string): Promise<DeliveryAttempt[]> {
  const rows = await runner
    .selectFrom("webhook_attempts")
    .selectAll()
    .where("delivery_id", "=", deliveryId)
    .orderBy("at")
    .execute();
  return rows.map(({ at, duration_ms, status, error, answer }) => ({
    at,
    durationMs: duration_ms,
    status: status ?? undefined,
    error: error ?? undefined,
    answer,
  }));
}

/** Writes down a try and what the delivery is after it. */
export async function keepAttempt(
  runner: Runner,
  { id, tries }: Pick<WebhookDelivery, "id" | "tries">,
  attempt: DeliveryAttempt,
  then: { readonly state: DeliveryState; readonly dueAt: Date },
): Promise<void> {
  const { at, durationMs, status, error, answer } = attempt;
  await runner
    .insertInto("webhook_attempts")
    .values({ delivery_id: id, at, duration_ms: durationMs, status: status ?? null, error: error ?? null, answer })
    .execute();
  await runner
    .updateTable("webhook_deliveries")
    .set({ state: then.state, tries: tries + 1, due_at: then.dueAt })
    .where("id", "=", id)
    .execute();
}

/** A delivery that nobody can take any more. */
export async function giveUpDelivery(runner: Runner, id: string): Promise<void> {
  await runner.updateTable("webhook_deliveries").set({ state: "failed" }).where("id", "=", id).execute();
}

/** Makes a delivery wait anew. */
export async function replayDelivery(runner: Runner, id: string, at: Date): Promise<void> {
  await runner
    .updateTable("webhook_deliveries")
    .set({ state: "waiting", tries: 0, due_at: at })
    .where("id", "=", id)
    .execute();
}

/** Makes the failed deliveries of a receiver since a time wait anew. @returns their ids */
export async function replayFailed(runner: Runner, endpointId: string, since: Date, at: Date): Promise<string[]> {
  const rows = await runner
    .updateTable("webhook_deliveries")
    .set({ state: "waiting", tries: 0, due_at: at })
    .where("endpoint_id", "=", endpointId)
    .where("state", "=", "failed")
    .where("at", ">=", since)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Those that are not waiting; their log goes with them. */
export async function trimDeliveries(runner: Runner, before: Date): Promise<void> {
  await runner.deleteFrom("webhook_deliveries").where("at", "<", before).where("state", "<>", "waiting").execute();
}

function deliveryOf(row: Selectable<WebhookTables["webhook_deliveries"]>): WebhookDelivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    at: row.at,
    kind: row.kind,
    subject: row.subject,
    // Written by this store from an event's data.
    data: row.data as EventData,
    state: row.state,
    tries: row.tries,
    dueAt: row.due_at,
  };
}
