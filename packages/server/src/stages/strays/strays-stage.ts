// Calls that stand still: one whose job was lost (a restored backup, a queue that was emptied by hand) gets a new one; one whose
// recording never came is judged by what is known of it.
import { setStage, standingCalls } from "@tingheng/store";
import { stageJobs } from "../../calls/stage-jobs.ts";
import type { Services } from "../../services.ts";
import { clockStage } from "../clock-stage.ts";

/** Longer than a backlog leaves a call alone without anybody noticing, shorter than a day. */
const stillMs = 30 * 60_000;
const waitedMs = 24 * 3_600_000;
const atOnce = 1_000;

export const straysStage = clockStage(
  { name: "call.strays", retries: 1, retryDelaySeconds: 60, longestSeconds: 600, cron: "*/10 * * * *" },
  moveStrays,
);

async function moveStrays(services: Services): Promise<void> {
  const { database, jobs, now } = services;
  const before = (ms: number) => new Date(now().getTime() - ms);
  await database.transaction(async (transaction) => {
    const lost = await standingCalls(transaction, ["hearing", "judging"], before(stillMs), atOnce);
    const given = await standingCalls(transaction, ["waiting"], before(waitedMs), atOnce);
    const ids = given.map(({ id }) => id);
    if (ids.length > 0) await setStage(transaction, ids, "judging", now());
    const moved = given.map((call) => ({ ...call, stage: "judging" as const }));
    // A job that is still there keeps a second one out.
    await jobs.send(
      [...lost, ...moved].flatMap((call) => stageJobs(services, call)),
      transaction,
    );
  });
}
