// Keeping and deleting 保存与删除: calls whose time is over are erased by the hour, objects that nothing needs are removed, and calls
// get new dates when the policy changes.
import { type Actor, AppError, keepingOf } from "@tingheng/domain";
import {
  callIdsAfter,
  callsOf,
  dueCalls,
  findCall,
  type Job,
  type KeptCall,
  readPolicy,
  setKeeping,
} from "@tingheng/store";
import { eraseOne } from "../../retention/erase-call.ts";
import { assignQueue } from "../../retention/policy-jobs.ts";
import { ObjectsJob, objectsQueue, removeUnneeded } from "../../retention/shared-objects.ts";
import type { Services } from "../../services.ts";
import { clockStage } from "../clock-stage.ts";
import type { Stage } from "../stage.ts";

const atOnce = 200;
const rare = { retryDelaySeconds: 30, longestSeconds: 3_600, batch: 1, atOnce: 1 } as const;

/** Who erases what is due. */
const keeper: Actor = {
  kind: "system",
  id: "retention",
  name: "retention",
  roles: [],
  permissions: new Set(),
  scope: { kind: "all" },
};

export const sweepStage = clockStage(
  { name: "retention.sweep", retries: 3, retryDelaySeconds: 30, longestSeconds: 3_600, cron: "7 * * * *" },
  sweep,
);

export const objectsStage: Stage = {
  rules: { ...rare, name: objectsQueue, retries: 20, longestSeconds: 300, batch: 20 },
  handler: (services) => (jobs) => each(jobs, (job) => removeObjects(services, ObjectsJob.parse(job.data).objects)),
};

export const assignStage: Stage = {
  rules: { name: assignQueue, retries: 3, ...rare },
  handler: (services) => async (_, stopping) => {
    await assignAll(services, stopping);
    return new Map();
  },
};

/** Erases what is due by the policy as it is now; what a changed policy keeps longer only gets its new date. */
async function sweep(services: Services, stopping: AbortSignal): Promise<void> {
  const { database, now } = services;
  const policy = await readPolicy(database.kysely);
  for (;;) {
    const due = await dueCalls(database.kysely, now(), atOnce);
    for (const id of due) {
      if (stopping.aborted) return;
      await database.transaction(async (transaction) => {
        const call = await findCall(transaction, id);
        if (call === undefined) return;
        const keeping = keepingOf(policy, call.record, call.receivedAt);
        const over = keeping.deleteAfter !== undefined && keeping.deleteAfter <= now();
        if (!over) return setKeeping(transaction, id, keeping);
        return eraseOne(services, transaction, keeper, id, { cause: "due" }).catch(unlessHeld);
      });
    }
    if (due.length < atOnce) return;
  }
}

/** Held or erased by a person in the meantime. */
function unlessHeld(error: unknown): void {
  if (!(error instanceof AppError) || (error.code !== "call.held" && error.code !== "thing.not-found")) throw error;
}

async function removeObjects(services: Services, keys: readonly string[]): Promise<void> {
  for (const key of keys) await removeUnneeded(services, key);
}

async function assignAll({ database }: Services, stopping: AbortSignal): Promise<void> {
  const policy = await readPolicy(database.kysely);
  for (let after = ""; !stopping.aborted; ) {
    const ids = await callIdsAfter(database.kysely, after, atOnce);
    const last = ids.at(-1);
    if (last === undefined) return;
    const calls = await callsOf(database.kysely, ids);
    const keeping = (call: KeptCall) => keepingOf(policy, call.record, call.receivedAt);
    await database.transaction(async (transaction) => {
      for (const call of calls) await setKeeping(transaction, call.id, keeping(call));
    });
    after = last;
  }
}

async function each(jobs: readonly Job[], work: (job: Job) => Promise<void>): Promise<ReadonlyMap<string, Error>> {
  const failed = new Map<string, Error>();
  for (const job of jobs) {
    await work(job).catch((error: unknown) => {
      failed.set(job.id, error instanceof Error ? error : new Error(String(error)));
    });
  }
  return failed;
}
