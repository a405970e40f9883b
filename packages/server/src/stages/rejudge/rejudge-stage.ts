// Judging past calls again 重新评判: they are sent to the judge (through the questions, where a model is set up), chunk by chunk, behind everything that was never judged. Their words
// are those that were recognised; nothing is heard again.
import {
  beginWalk,
  countPastCalls,
  endWalk,
  findRejudging,
  type Job,
  type JobToSend,
  moveOn,
  nextPastCalls,
  type Walk,
} from "@tingheng/store";
import { z } from "zod";
import { judgeAgainJob } from "../../calls/stage-jobs.ts";
import type { Services } from "../../services.ts";
import { eachJob } from "../each-job.ts";
import { lastReason } from "../reason-of.ts";
import type { Stage } from "../stage.ts";

const queue = "call.rejudge";
const RejudgeJob = z.object({ rejudging: z.string() });

const chunkCalls = 500;
const chunksAtOnce = 40;

export const rejudgeStage: Stage = {
  rules: { name: queue, retries: 10, retryDelaySeconds: 5, longestSeconds: 900, batch: 1 },
  handler: (services) => eachJob((job, stopping) => runRejudging(services, idOf(job), stopping)),
  afterLastTry:
    ({ database, now }) =>
    async (jobs) => {
      for (const job of jobs)
        await endWalk(database.kysely, "rejudgings", idOf(job), {
          state: "failed",
          at: now(),
          reason: lastReason(job),
        });
      return new Map();
    },
};

export function rejudgeJob(id: string): JobToSend {
  return { queue, data: { rejudging: id }, key: id };
}

async function runRejudging(services: Services, id: string, stopping: AbortSignal): Promise<void> {
  const { database, jobs } = services;
  if ((await begun(services, id)) === undefined) return;
  for (let chunks = 0; chunks < chunksAtOnce && !stopping.aborted; chunks += 1) {
    if (!(await sendChunk(services, id))) return;
  }
  await database.transaction((transaction) => jobs.send([rejudgeJob(id)], transaction));
}

async function begun({ database: { kysely } }: Services, id: string): Promise<Walk | undefined> {
  const found = await findRejudging(kysely, id);
  if (found?.state !== "queued") return found?.state === "running" ? found : undefined;
  await beginWalk(kysely, "rejudgings", id, await countPastCalls(kysely, found.scope, found.filter));
  return findRejudging(kysely, id);
}

/** A chunk is sent in the transaction that moves the walk on behind it. @returns whether there is more to do */
async function sendChunk(services: Services, id: string): Promise<boolean> {
  const { database, jobs, now } = services;
  const walk = await findRejudging(database.kysely, id);
  if (walk?.state !== "running") return false;
  const places = await nextPastCalls(database.kysely, walk, chunkCalls);
  if (places.length === 0) {
    await endWalk(database.kysely, "rejudgings", id, { state: "done", at: now() });
    return false;
  }
  return database.transaction(async (transaction) => {
    const moved = await moveOn(transaction, "rejudgings", walk, { calls: places.length, last: places.at(-1) });
    const again = places.map((place) => judgeAgainJob(services, place.id, place.sortAt.toISOString()));
    if (moved) await jobs.send(again, transaction);
    return moved;
  });
}

function idOf({ data }: Job): string {
  return RejudgeJob.parse(data).rejudging;
}
