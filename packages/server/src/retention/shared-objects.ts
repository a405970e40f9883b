// Objects lie under a key made from their content, so two calls may share one. It goes when no call needs it any more, and never
// while one is about to: whoever removes and whoever is about to need it go one after the other (`lockObjects`), and what was
// removed before is put again.
import { isNeeded, type JobToSend, lockObjects, type StoredObject } from "@tingheng/store";
import { z } from "zod";
import type { Services } from "../services.ts";

export const objectsQueue = "retention.objects";

export const ObjectsJob = z.object({ objects: z.array(z.string()) });

/** Removes what nobody needs, later. One job each: a second one for the same object is not added while the first waits. */
export function objectJobs(objectKeys: readonly string[]): JobToSend[] {
  return [...new Set(objectKeys)].map((key) => ({ queue: objectsQueue, data: { objects: [key] }, key }));
}

/**
 * Stores objects for a call.
 * @param puts each stores one object, the same one when it is run again
 * @param use writes down in a transaction that a call needs them, holding them by `lockObjects`; where it does not, or fails, they go
 */
export async function withObjects<T>(
  services: Pick<Services, "database" | "objects" | "jobs">,
  puts: readonly (() => Promise<StoredObject>)[],
  use: (stored: readonly StoredObject[]) => Promise<T>,
): Promise<T> {
  const stored: StoredObject[] = [];
  try {
    for (const put of puts) stored.push(await put());
    return await use(stored);
  } finally {
    for (const [index, { key }] of stored.entries()) await settle(services, key, puts[index]);
  }
}

async function settle(
  { database, objects, jobs }: Pick<Services, "database" | "objects" | "jobs">,
  key: string,
  put: (() => Promise<StoredObject>) | undefined,
): Promise<void> {
  if (!(await isNeeded(database.kysely, key))) return jobs.send(objectJobs([key]), database.kysely);
  // It may have been removed between being stored and being needed. From now on nobody removes it.
  if ((await objects.stat(key)) === undefined) await put?.();
}

/** Removes an object unless a call needs it. */
export async function removeUnneeded(
  { database, objects }: Pick<Services, "database" | "objects">,
  key: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockObjects(transaction, [key]);
    if (!(await isNeeded(transaction, key))) await objects.remove(key);
  });
}
