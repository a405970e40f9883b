// Killing anything anywhere: under load, at random moments, the server, the worker or the database is killed and started again.
// Afterwards every acknowledged call has to be there once and judged once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { startPostgres } from "../scripts/test-postgres.ts";
import {
  callNumber,
  keyOf,
  type ServiceProcess,
  type ServiceSettings,
  startAnswering,
  startProcess,
} from "./service-load.ts";

const promisedSeconds = 60;
const shortestMs = 50;
const longestMs = 2_500;
const senders = 3;
const progressEvery = 20;

interface Victim {
  readonly name: string;
  /** Kills it with no warning and starts it again. */
  kill(): Promise<void>;
}

interface Site {
  readonly victims: readonly Victim[];
  url(): string;
  readonly key: string;
  readonly settings: ServiceSettings;
  close(): Promise<void>;
}

/** @param only the database of that name; both where none is named */
export async function measureCrash(points: number, only?: string): Promise<void> {
  if (only !== "postgresql") await torment("PGlite", points, await onOneMachine());
  if (only !== "pglite") await torment("PostgreSQL", points, await onPostgres());
}

async function torment(name: string, points: number, site: Site): Promise<void> {
  const acknowledged = new Map<string, number>();
  const kills: { readonly who: string; readonly at: number }[] = [];
  let running = true;
  let next = 0;
  let lastAnswerAt = performance.now();
  let longestSilenceMs = 0;
  const send = async () => {
    while (running) {
      const record = callNumber(next);
      next += 1;
      for (;;) {
        const answer = await post(site, record).catch(() => undefined);
        if (answer === 200 || answer === 201) break;
        if (!running) return;
        await wait(100);
      }
      acknowledged.set(record.id, performance.now());
      longestSilenceMs = Math.max(longestSilenceMs, performance.now() - lastAnswerAt);
      lastAnswerAt = performance.now();
      await wait(20);
    }
  };
  const sending = Array.from({ length: senders }, send);
  for (let point = 0; point < points; point += 1) {
    await wait(shortestMs + Math.random() * (longestMs - shortestMs));
    const victim = site.victims[Math.floor(Math.random() * site.victims.length)];
    if (victim === undefined) throw new Error("nothing to kill");
    kills.push({ who: victim.name, at: performance.now() });
    await victim.kill();
    if ((point + 1) % progressEvery === 0)
      process.stderr.write(`  ${name}: ${point + 1} of ${points} kills, ${acknowledged.size} calls acknowledged\n`);
  }
  running = false;
  await Promise.all(sending);
  const calmAt = performance.now();
  const result = await settle(site, acknowledged);
  const settledSeconds = (performance.now() - calmAt) / 1_000;
  await site.close();
  const killed = [...Map.groupBy(kills, ({ who }) => who)].map(([who, some]) => `${who} ${some.length}`).join(", ");
  console.log(`  ${name}: ${points} kills (${killed}), ${acknowledged.size} calls acknowledged`);
  console.log(
    `    lost ${result.lost.length}, kept twice ${result.twice}, not judged ${result.unjudged}, judged twice ${result.doubled}, set aside ${result.setAside.length}`,
  );
  for (const [reason, some] of Map.groupBy(result.setAside, (one) => one))
    console.log(`      set aside ${some.length}: ${reason}`);
  for (const id of result.lost) {
    const at = acknowledged.get(id) ?? 0;
    const next = kills.find((kill) => kill.at > at);
    console.log(
      `      ${id} was acknowledged ${Math.round((next?.at ?? at) - at)} ms before the ${next?.who} was killed`,
    );
  }
  console.log(
    `    longest time without an answer ${(longestSilenceMs / 1_000).toFixed(1)} s, all judged ${settledSeconds.toFixed(1)} s after the last kill (asked < ${promisedSeconds} s)`,
  );
}

async function post({ url, key }: Pick<Site, "url" | "key">, record: unknown): Promise<number> {
  const response = await fetch(`${url()}/api/v1/calls`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify(record),
    signal: AbortSignal.timeout(10_000),
  });
  await response.arrayBuffer();
  return response.status;
}

interface Settled {
  readonly lost: readonly string[];
  readonly twice: number;
  readonly unjudged: number;
  readonly doubled: number;
  /** The reason of each call that was set aside. */
  readonly setAside: readonly string[];
}

/** Waits until nothing waits any more, then counts what is in the database. */
async function settle(site: Site, acknowledged: ReadonlyMap<string, number>): Promise<Settled> {
  const patienceMs = 10 * 60_000;
  const begun = performance.now();
  let left = acknowledged.size;
  while (left > 0 && performance.now() - begun < patienceMs) {
    left = await countOf(site, "judging");
    if (left > 0) await wait(500);
  }
  for (const stop of siteProcesses.get(site) ?? []) await stop();
  const service = await startAnswering(site.settings);
  try {
    const { kysely } = service.services.database;
    const calls = await kysely.selectFrom("calls").select(["id", "external_id", "stage", "stage_reason"]).execute();
    const found = Map.groupBy(calls, (call) => call.external_id);
    const ids = [...acknowledged.keys()];
    const doubled = await sql<{ count: string }>`
      select count(*) as count from (
        select call_id, standard_id from judgements where superseded_at is null group by 1, 2 having count(*) > 1
        union all
        select call_id, standard_id from judgements group by call_id, standard_id, standard_version, call_revision, basis having count(*) > 1
      ) as twice`.execute(kysely);
    return {
      lost: ids.filter((id) => !found.has(id)),
      twice: [...found.values()].filter((some) => some.length > 1).length,
      unjudged: calls.filter(({ stage }) => stage !== "judged" && stage !== "setAside").length,
      doubled: Number(doubled.rows[0]?.count),
      setAside: calls
        .filter(({ stage }) => stage === "setAside")
        .map(({ stage_reason }) => (stage_reason === null ? "no reason is noted" : JSON.stringify(stage_reason))),
    };
  } finally {
    await service.stop();
  }
}

/** How many calls are in a stage, as the API says it; many where it can't say. */
async function countOf({ url, key }: Site, stage: string): Promise<number> {
  try {
    const response = await fetch(`${url()}/api/v1/calls?limit=1&stage=${stage}`, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(10_000),
    });
    const { items } = (await response.json()) as { items: unknown[] };
    return items.length;
  } catch {
    return 1;
  }
}

/** What has to end before this process may open the database itself. */
const siteProcesses = new WeakMap<Site, readonly (() => Promise<void>)[]>();

async function onOneMachine(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "tingheng-crash-"));
  const settings = { TINGHENG_FOLDER: folder };
  const first = await startAnswering(settings);
  const key = await keyOf(first);
  await first.stop();
  let service = await startProcess(settings);
  const site: Site = {
    key,
    settings,
    url: () => service.url ?? "",
    victims: [
      {
        name: "service",
        async kill() {
          await service.stop("SIGKILL");
          service = await startProcess(settings);
        },
      },
    ],
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
  siteProcesses.set(site, [() => service.stop()]);
  return site;
}

async function onPostgres(): Promise<Site> {
  const postgres = await startPostgres();
  const settings = {
    TINGHENG_DATABASE_URL: postgres.url,
    TINGHENG_SECRET: "bench".repeat(8),
    TINGHENG_FOLDER: postgres.folder,
  };
  const first = await startAnswering(settings);
  const key = await keyOf(first);
  await first.stop();
  const start = (part: string): Promise<ServiceProcess> => startProcess({ ...settings, TINGHENG_PART: part });
  let api = await start("api");
  let worker = await start("worker");
  const site: Site = {
    key,
    settings,
    url: () => api.url ?? "",
    victims: [
      {
        name: "server",
        async kill() {
          await api.stop("SIGKILL");
          api = await start("api");
        },
      },
      {
        name: "worker",
        async kill() {
          await worker.stop("SIGKILL");
          worker = await start("worker");
        },
      },
      {
        name: "database",
        kill: () => postgres.crash(),
      },
    ],
    close: () => postgres.stop(),
  };
  siteProcesses.set(site, [() => api.stop(), () => worker.stop()]);
  return site;
}

if (import.meta.main) await measureCrash(Number(process.argv[2] ?? 10), process.argv[3]);
