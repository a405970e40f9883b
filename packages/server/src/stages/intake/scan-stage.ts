// Watched folders and prefixes: one job for each and round, which sends the next one. Whichever process holds the watch works on it.
import { leaseWatch, releaseWatch, sweepParts } from "@tingheng/store";
import { z } from "zod";
import type { Watch } from "../../intake/watch-settings.ts";
import type { Services } from "../../services.ts";
import { clockStage } from "../clock-stage.ts";
import type { Stage } from "../stage.ts";
import { scanRound } from "./scan-round.ts";
import { openPlace, type WatchedPlace } from "./watched-place.ts";

const queue = "intake.scan";
/** Longer than most files take; whoever takes longer still does nothing twice. */
const leaseMs = 30_000;
/** How soon a watch that another process holds is asked for again: that process may be dead. */
const askAgainMs = 5_000;
/** Logs of telephone systems keep a month, and so do parts of calls. */
const partsMs = 35 * 86_400_000;

/** By the clock it comes without a name: then every watch gets its job, unless one waits already. */
const ScanJob = z.object({ watch: z.string().optional() });

export const scanStage: Stage = {
  rules: {
    name: queue,
    retries: 3,
    retryDelaySeconds: 5,
    longestSeconds: 7_200,
    batch: 1,
    atOnce: 2,
    cron: "* * * * *",
  },
  handler: (services) => {
    const owner = services.newId("scan");
    const places = new Map<string, WatchedPlace>();
    const logs = new Map<string, Map<string, number>>();
    return async (jobs) => {
      const failed = new Map<string, Error>();
      for (const job of jobs) {
        const { watch: name } = ScanJob.parse(job.data ?? {});
        const watch = services.config.watch.find((one) => one.name === name);
        try {
          if (name === undefined) await sendAll(services);
          else if (watch !== undefined) await oneRound(services, watch, { owner, places, logs });
        } catch (error) {
          failed.set(job.id, error instanceof Error ? error : new Error(String(error)));
        }
      }
      return failed;
    };
  },
};

export const sweepPartsStage = clockStage(
  { name: "intake.sweep", retries: 2, retryDelaySeconds: 60, longestSeconds: 600, cron: "41 3 * * *" },
  ({ database, now }) => sweepParts(database.kysely, new Date(now().getTime() - partsMs)),
);

async function sendAll({ config, jobs, database }: Services): Promise<void> {
  const all = config.watch.map(({ name }) => ({ queue, data: { watch: name }, key: name }));
  if (all.length > 0) await jobs.send(all, database.kysely);
}

/** What this process holds of the watches. */
interface Own {
  readonly owner: string;
  readonly places: Map<string, WatchedPlace>;
  readonly logs: Map<string, Map<string, number>>;
}

async function oneRound(services: Services, watch: Watch, { owner, places, logs }: Own): Promise<void> {
  const { database, jobs, now } = services;
  const lease = async () => {
    const at = now();
    const until = new Date(at.getTime() + leaseMs);
    return leaseWatch(database.kysely, { watch: watch.name, owner, now: at, until });
  };
  const next = (inMs: number) => {
    const startAfter = new Date(now().getTime() + inMs);
    return jobs.send([{ queue, data: { watch: watch.name }, key: watch.name, startAfter }], database.kysely);
  };
  if (!(await lease())) return next(askAgainMs);
  const place = places.get(watch.name) ?? (await openPlace(watch));
  places.set(watch.name, place);
  const ownLogs = logs.get(watch.name) ?? new Map<string, number>();
  logs.set(watch.name, ownLogs);
  const renew = async () => {
    await lease();
  };
  const { left, taken } = await scanRound(services, watch, place, { logs: ownLogs, renew });
  await releaseWatch(database.kysely, watch.name, owner);
  const isBusy = taken > 0 && left > 0;
  await next(isBusy ? 0 : watch.every_seconds * 1_000);
}
