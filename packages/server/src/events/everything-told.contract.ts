// Waits until whoever begins to follow events hears none of those that were said before.
import { type Database, eventsAfter } from "@tingheng/store";
import { untilTrue } from "../../../store/src/until.contract.ts";

/** A PostgreSQL holds an event back as long as anybody on the same server writes who began before it, as other tests do. */
export async function everythingTold({ kysely }: Database): Promise<void> {
  await untilTrue("every event told", async () => {
    const all = await kysely.selectFrom("events").select("id").execute();
    return (await eventsAfter(kysely, "0-0", all.length + 1)).length === all.length;
  });
}
