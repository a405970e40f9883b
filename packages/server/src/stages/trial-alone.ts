// Trials alone: a call is only set aside for what it did itself. Tries that ended with their process, or with an error of the whole
// batch, say nothing of one call (thirty others were in work with it, or somebody ended the process), so after them it is tried by
// itself, in a process that has stood for a while. A call with which such a process ends again and again ends it.
import type { Job, JobHandler } from "@tingheng/store";
import { CallJob } from "../calls/stage-jobs.ts";
import type { Services } from "../services.ts";
import { setAside } from "./set-aside.ts";
import type { Stage } from "./stage.ts";

const retries = 2;
/** Longer than a process that can't live lives, and than compiling the standards takes. */
const steadySeconds = 15;

/** A stage that calls go through, and the one in which those are tried alone that were lost in each of its tries. */
export function withTrialAlone(stage: Omit<Stage, "afterLastTry">): readonly [stage: Stage, alone: Stage] {
  const { retryDelaySeconds, longestSeconds, name } = stage.rules;
  const queue = `${name}.alone`;
  const rules = { name: queue, retries, retryDelaySeconds, longestSeconds, batch: 1, atOnce: 1, steadySeconds };
  return [
    { ...stage, afterLastTry: (services) => setAsideOr(services, (jobs) => sendTo(queue, services, jobs)) },
    { ...stage, rules, afterLastTry: setAside },
  ];
}

function setAsideOr(services: Services, otherwise: (lost: readonly Job[]) => Promise<void>): JobHandler {
  const aside = setAside(services);
  return async (jobs, stopping) => {
    const { failed = [], lost = [] } = Object.groupBy(jobs, ({ ownError }) =>
      ownError === undefined ? "lost" : "failed",
    );
    if (lost.length > 0) await otherwise(lost);
    return failed.length > 0 ? aside(failed, stopping) : new Map();
  };
}

async function sendTo(queue: string, { jobs, database }: Services, lost: readonly Job[]): Promise<void> {
  const again = lost.map(({ data }) => CallJob.parse(data));
  await jobs.send(
    again.map((data) => ({ queue, data, key: data.call })),
    database.kysely,
  );
}
