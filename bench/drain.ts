// How a second process shortens a backlog: the same calls waiting in PostgreSQL, judged by one worker process and by two.
// Two cores don't hold two workers and their database: the workers are also measured with a part of a core each, so that the
// figure tells what the workers cost each other and not what the machine lacks.
import { setTimeout as wait } from "node:timers/promises";
import { acceptCalls } from "../packages/server/src/index.ts";
import { startPostgres } from "../scripts/test-postgres.ts";
import { holdTo } from "./processor-share.ts";
import { manyCalls, startAnswering, startProcess } from "./service-load.ts";

const promised = 1.8;
const rounds = 3;
const atOnce = 200;
/** Of one core, for each worker process: two of them and the database stay below two cores. */
const ownShare = 0.4;

export async function measureDrain(calls: number): Promise<void> {
  console.log(`  each worker with ${ownShare} of a core:`);
  await ratioOf(calls, ownShare);
  console.log("  workers and database share all cores:");
  await ratioOf(calls, undefined);
}

async function ratioOf(calls: number, share: number | undefined): Promise<void> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const one = await drain(calls, 1, share);
    const two = await drain(calls, 2, share);
    if (one === undefined || two === undefined) {
      console.log("    not measured: this machine lets nobody limit a process (control groups need root)");
      return;
    }
    ratios.push(two / one);
    console.log(
      `    ${calls} calls: one process ${one.toFixed(0)} calls/s, two ${two.toFixed(0)} calls/s, ${(two / one).toFixed(2)} ×`,
    );
  }
  const median = [...ratios].sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  console.log(`    median ${median.toFixed(2)} × (asked ≥ ${promised})`);
}

/** @returns calls a second, from the first judgement to the last, so that starting and compiling don't count */
async function drain(calls: number, processes: number, share: number | undefined): Promise<number | undefined> {
  const postgres = await startPostgres();
  const settings = {
    TINGHENG_DATABASE_URL: postgres.url,
    TINGHENG_SECRET: "bench".repeat(8),
    TINGHENG_FOLDER: postgres.folder,
  };
  const api = await startAnswering(settings);
  const workers: Awaited<ReturnType<typeof startProcess>>[] = [];
  const limits: (() => void)[] = [];
  try {
    const incoming = [...manyCalls(calls)].map((record) => ({ record }));
    for (let from = 0; from < calls; from += atOnce)
      await acceptCalls(api.services, incoming.slice(from, from + atOnce));
    const { kysely } = api.services.database;
    const judged = async () => {
      const count = kysely.fn.countAll<string>().as("count");
      const row = await kysely
        .selectFrom("calls")
        .select(count)
        .where("stage", "=", "judged")
        .executeTakeFirstOrThrow();
      return Number(row.count);
    };
    for (let index = 0; index < processes; index += 1) {
      const worker = await startProcess({ ...settings, TINGHENG_PART: "worker" });
      workers.push(worker);
      if (share === undefined) continue;
      const lift = holdTo(worker.child.pid ?? 0, share);
      if (lift === undefined) return undefined;
      limits.push(lift);
    }
    let first: { readonly at: number; readonly done: number } | undefined;
    for (;;) {
      const done = await judged();
      // Every thread has compiled its standards when a tenth is done.
      if (first === undefined && done >= calls / 10) first = { at: performance.now(), done };
      if (done === calls && first !== undefined) return ((done - first.done) / (performance.now() - first.at)) * 1_000;
      await wait(50);
    }
  } finally {
    for (const worker of workers) await worker.stop();
    for (const lift of limits) lift();
    await api.stop();
    await postgres.stop();
  }
}
