import { randomBytes } from "node:crypto";
import { idsFrom } from "@tingheng/domain";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import type { Database } from "../database/database.ts";
import { untilTrue } from "../until.contract.ts";
import { isAfter, parsePosition } from "./event-position.ts";
import {
  type EventPosition,
  type EventToKeep,
  eventsAfter,
  keepEvents,
  latestPosition,
  trimEvents,
} from "./events-repository.ts";

const at = new Date("2026-03-02T02:00:00Z");
const newId = idsFrom(
  () => at.getTime(),
  (bytes) => randomBytes(bytes.length),
);

const event = (fields: Partial<EventToKeep> = {}): EventToKeep => ({
  id: newId("evt"),
  kind: "call.received",
  subject: newId("call"),
  data: {},
  ...fields,
});

/** Everything after a position, in pages, until nobody who still writes holds anything back. */
async function allAfter(database: Database, from: EventPosition, count: number): Promise<string[]> {
  const seen: string[] = [];
  let position = from;
  await untilTrue(`${count} events`, async () => {
    const page = await eventsAfter(database.kysely, position, 7);
    for (const { id } of page) seen.push(id);
    position = page.at(-1)?.position ?? position;
    return seen.length >= count;
  });
  return seen;
}

onBothDatabases((database) => {
  it("gives events back as they were written, in order, by kind and by subject", async () => {
    const { kysely } = database();
    const start = await latestPosition(kysely);
    const judged = event({ kind: "call.judged", agentId: "7", team: "east", data: { score: 92.5, fatal: false } });
    await keepEvents(kysely, [event(), judged], at);
    const [first, second] = await eventsAfter(kysely, start, 10);
    expect(first).toMatchObject({ kind: "call.received", agentId: undefined, data: {} });
    expect(second).toMatchObject({ ...judged, at });
    expect(await eventsAfter(kysely, start, 10, { kinds: ["call.judged"] })).toHaveLength(1);
    expect(await eventsAfter(kysely, start, 10, { subject: judged.subject })).toHaveLength(1);
    expect(await eventsAfter(kysely, second?.position ?? start, 10)).toEqual([]);
    expect(isAfter(second?.position ?? start, first?.position ?? start)).toBe(true);
  });

  it("writes nothing where what happened is taken back", async () => {
    const { kysely } = database();
    const start = await latestPosition(kysely);
    const broken = database().transaction(async (transaction) => {
      await keepEvents(transaction, [event()], at);
      throw new Error("taken back");
    });
    await expect(broken).rejects.toThrow("taken back");
    expect(await eventsAfter(kysely, start, 10)).toEqual([]);
  });

  it("shows each event once to who follows while many write and commit in any order", async () => {
    const start = await latestPosition(database().kysely);
    const written: string[] = [];
    const writers = [...Array(60).keys()].map(async (index) => {
      const events = [event(), event()];
      await database().transaction(async (transaction) => {
        await keepEvents(transaction, events, at);
        await sql`select pg_sleep(${database().kind === "postgres" ? ((index * 7) % 40) / 1_000 : 0})`.execute(
          transaction,
        );
      });
      for (const { id } of events) written.push(id);
    });
    const followed = allAfter(database(), start, writers.length * 2);
    await Promise.all(writers);
    const seen = await followed;
    expect(seen).toHaveLength(written.length);
    expect(new Set(seen)).toEqual(new Set(written));
  });

  it("forgets what is older than it is kept", async () => {
    const { kysely } = database();
    const start = await latestPosition(kysely);
    await keepEvents(kysely, [event()], new Date("2025-01-01T00:00:00Z"));
    await keepEvents(kysely, [event()], at);
    expect(await trimEvents(kysely, new Date("2025-06-01T00:00:00Z"))).toBe(1);
    expect(await eventsAfter(kysely, start, 10)).toHaveLength(1);
  });
});

it("takes only positions that it gave", () => {
  expect(parsePosition("12-3")).toBe("12-3");
  for (const text of ["", "12", "-1-2", "1-2-3", "a-b", "99999999999999999999-1", "9999999999999999999-1", "1-2 "])
    expect(parsePosition(text)).toBeUndefined();
});
