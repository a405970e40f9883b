// Waits until whoever begins to follow events hears none of those that were said before.
import { setTimeout as wait } from "node:timers/promises";
import { type Database, eventsAfter } from "@tingheng/store";

/** A PostgreSQL holds an event back as long as anybody on the same server writes who began before it, as other tests do. */
export async function everythingTold({ kysely }: Database): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const all = await kysely.selectFrom("events").select("id").execute();
    if ((await eventsAfter(kysely, "0-0", all.length + 1)).length === all.length) return;
    await wait(20);
  }
  throw new Error("there are events that nobody is told");
}
