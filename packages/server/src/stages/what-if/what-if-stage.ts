// What-if 试评: a draft is tried on past calls, chunk by chunk, behind everything that was never judged. Where it stopped it goes on.
import { AppError } from "@tingheng/domain";
import {
  beginWalk,
  callsOf,
  countPastCalls,
  draftOfWhatIf,
  endWalk,
  findWhatIf,
  type Job,
  type JobToSend,
  keepWhatIfChunk,
  nextPastCalls,
  type WhatIf,
} from "@tingheng/store";
import { z } from "zod";
import { announce } from "../../events/announce.ts";
import type { Services } from "../../services.ts";
import { eachJob } from "../each-job.ts";
import { lastReason } from "../reason-of.ts";
import type { Stage } from "../stage.ts";
import { draftJudge, type JudgeDraft } from "./judge-drafts.ts";

const queue = "standard.what-if";
const WhatIfJob = z.object({ whatIf: z.string() });

/** Small, so that live calls never wait long for a judging thread. */
const chunkCalls = 40;
/** After so many chunks the job ends and sends itself again, so that no run is long. */
const chunksAtOnce = 50;

export const whatIfStage: Stage = {
  rules: { name: queue, retries: 10, retryDelaySeconds: 5, longestSeconds: 900, batch: 1 },
  handler: (services) => eachJob((job, stopping) => runWhatIf(services, idOf(job), stopping)),
  afterLastTry:
    ({ database, now }) =>
    async (jobs) => {
      for (const job of jobs)
        await endWalk(database.kysely, "what_ifs", idOf(job), {
          state: "failed",
          at: now(),
          reason: lastReason(job),
        });
      return new Map();
    },
};

export function whatIfJob(id: string): JobToSend {
  return { queue, data: { whatIf: id }, key: id };
}

async function runWhatIf(services: Services, id: string, stopping: AbortSignal): Promise<void> {
  const { database, jobs, now } = services;
  const whatIf = await begun(services, id);
  if (whatIf === undefined) return;
  try {
    const judge = await draftJudge(services, whatIf, await draftOfWhatIf(database.kysely, id));
    for (let chunks = 0; chunks < chunksAtOnce && !stopping.aborted; chunks += 1) {
      if (!(await runChunk(services, id, judge))) return;
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const reason = { code: error.code, details: error.details };
    await endWalk(database.kysely, "what_ifs", id, { state: "failed", at: now(), reason });
    return;
  }
  await database.transaction((transaction) => jobs.send([whatIfJob(id)], transaction));
}

async function begun({ database: { kysely } }: Services, id: string): Promise<WhatIf | undefined> {
  const found = await findWhatIf(kysely, id);
  if (found?.state !== "queued") return found?.state === "running" ? found : undefined;
  const total = Math.min(found.limit, await countPastCalls(kysely, found.scope, found.filter));
  await beginWalk(kysely, "what_ifs", id, total);
  return findWhatIf(kysely, id);
}

/** @returns whether there is more to do */
async function runChunk(services: Services, id: string, judge: JudgeDraft): Promise<boolean> {
  const { database, now } = services;
  const whatIf = await findWhatIf(database.kysely, id);
  if (whatIf?.state !== "running") return false;
  const size = Math.min(chunkCalls, whatIf.limit - whatIf.done);
  const looked = size <= 0 ? [] : await nextPastCalls(database.kysely, whatIf, size);
  if (looked.length === 0) {
    await database.transaction(async (transaction) => {
      await endWalk(transaction, "what_ifs", id, { state: "done", at: now() });
      await announce(services, transaction, [{ kind: "what-if.finished", subject: id }]);
    });
    return false;
  }
  const calls = await callsOf(
    database.kysely,
    looked.map((place) => place.id),
  );
  const chunk = await judge(calls);
  return database.transaction(async (transaction) => {
    // Calls that were deleted while they were judged have nothing to be kept for.
    const there = new Set(
      (
        await callsOf(
          transaction,
          looked.map((place) => place.id),
          true,
        )
      ).map((call) => call.id),
    );
    const kept = chunk.calls.filter(({ callId }) => there.has(callId));
    return keepWhatIfChunk(transaction, whatIf, { looked, calls: kept, failed: chunk.failed });
  });
}

function idOf({ data }: Job): string {
  return WhatIfJob.parse(data).whatIf;
}
