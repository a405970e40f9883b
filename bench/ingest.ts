// Call records with turns through the API into judged calls, at a steady pace, while somebody lists calls and opens sheets.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startPostgres } from "../scripts/test-postgres.ts";
import {
  callNumber,
  keyOf,
  type ServiceProcess,
  type ServiceSettings,
  startAnswering,
  startProcess,
} from "./service-load.ts";

const promisedReadMs = 300;
/** Calls of one request, as a telephone system's connector would send them. */
const together = 10;

interface Load {
  readonly name: string;
  readonly callsPerSecond: number;
  readonly seconds: number;
  readonly settings: ServiceSettings;
  /** What runs besides the process that answers. */
  readonly parts: readonly string[];
}

export async function measureIngest(seconds: number): Promise<void> {
  const postgres = await startPostgres();
  const shared = { TINGHENG_SECRET: "bench".repeat(8), TINGHENG_FOLDER: postgres.folder };
  const settings = { ...shared, TINGHENG_DATABASE_URL: postgres.url };
  await ingest({ name: "PostgreSQL", callsPerSecond: 100, seconds, settings, parts: ["api", "worker"] });
  await postgres.stop();
  const folder = mkdtempSync(join(tmpdir(), "tingheng-ingest-"));
  await ingest({ name: "PGlite", callsPerSecond: 20, seconds, settings: { TINGHENG_FOLDER: folder }, parts: ["all"] });
  rmSync(folder, { recursive: true, force: true });
}

async function ingest({ name, callsPerSecond, seconds, settings, parts }: Load): Promise<void> {
  const first = await startAnswering(settings);
  const key = await keyOf(first);
  await first.stop();
  const processes: ServiceProcess[] = [];
  for (const part of parts) processes.push(await startProcess({ ...settings, TINGHENG_PART: part }));
  const url = processes[0]?.url ?? "";
  const ask = asker(url, key);
  await warmUp(ask);
  const lists: number[] = [];
  const sheets: number[] = [];
  let reading = true;
  const reader = (async () => {
    for (let round = 0; reading; round += 1) {
      const team = `team-${round % 7}`;
      const { items } = await timed(lists, () =>
        ask.json<{ items: { id: string }[] }>(`/api/v1/calls?limit=50&team=${team}`),
      );
      const one = items[round % Math.max(1, items.length)];
      if (one !== undefined) await timed(sheets, () => ask.text(`/api/v1/calls/${one.id}/sheet`));
      await wait(200);
    }
  })();
  const begun = performance.now();
  let sent = 0;
  let late = 0;
  const flying = new Set<Promise<void>>();
  while (performance.now() - begun < seconds * 1_000) {
    const due = Math.floor(((performance.now() - begun) / 1_000) * callsPerSecond);
    if (due - sent < together) {
      await wait(5);
      continue;
    }
    if (flying.size > 50) {
      late += 1;
      await Promise.race(flying);
      continue;
    }
    const lines = Array.from({ length: together }, (_, index) => JSON.stringify(callNumber(1_000 + sent + index)));
    sent += together;
    const sending = ask.send(lines.join("\n")).finally(() => flying.delete(sending));
    flying.add(sending);
  }
  await Promise.all(flying);
  const sentSeconds = (performance.now() - begun) / 1_000;
  const waiting = await ask.waiting();
  while ((await ask.waiting()) > 0) await wait(100);
  const judgedSeconds = (performance.now() - begun) / 1_000;
  reading = false;
  await reader;
  for (const process of processes) await process.stop();
  console.log(
    `  ${name}: ${sent} calls in ${sentSeconds.toFixed(0)} s = ${(sent / sentSeconds).toFixed(1)} calls/s (asked ${callsPerSecond}), ${late} times held back`,
  );
  console.log(
    `    when the last was sent ${waiting > 0 ? "some were" : "none was"} still to be judged; all judged after ${judgedSeconds.toFixed(1)} s = ${(sent / judgedSeconds).toFixed(1)} calls/s`,
  );
  console.log(
    `    meanwhile p95 of ${lists.length} lists ${p95(lists).toFixed(0)} ms, of ${sheets.length} sheets ${p95(sheets).toFixed(0)} ms (asked < ${promisedReadMs} ms)`,
  );
}

function asker(url: string, key: string) {
  const headers = { authorization: `Bearer ${key}` };
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(`${url}${path}`, { headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    json: async <T>(path: string) => (await (await get(path)).json()) as T,
    text: async (path: string) => (await get(path)).text(),
    async send(lines: string) {
      const type = { "content-type": "application/x-ndjson" };
      const response = await fetch(`${url}/api/v1/calls/batch`, {
        method: "POST",
        headers: { ...headers, ...type },
        body: lines,
      });
      const { refused } = (await response.json()) as { refused: number };
      if (!response.ok || refused > 0) throw new Error(`a batch was refused: ${response.status}`);
    },
    /** 0 where nothing waits to be judged. */
    async waiting() {
      return (await this.json<{ items: unknown[] }>("/api/v1/calls?limit=1&stage=judging")).items.length;
    },
  };
}

/** Threads start and compile their standards. */
async function warmUp(ask: ReturnType<typeof asker>): Promise<void> {
  await ask.send(Array.from({ length: 50 }, (_, index) => JSON.stringify(callNumber(index))).join("\n"));
  while ((await ask.waiting()) > 0) await wait(100);
}

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  into.push(performance.now() - begun);
  return result;
}

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}
