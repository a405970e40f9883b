// Whether this process can do its work: the database answers, recordings can be stored. Answers are quick even where what is
// asked hangs, and the object store is not written to at every question.
import { askDatabase, oldestWaiting } from "@tingheng/store";
import type { Services } from "../services.ts";

interface Readiness {
  readonly ready: boolean;
  /** `ok`, or in a word what is wrong; details stand in the log. */
  readonly checks: Readonly<Record<string, "ok" | "failed" | "slow">>;
  /** How long the oldest job waits, in seconds; not there while the database does not answer. */
  readonly oldestJobSeconds?: number;
}

const longestMs = 2_000;
const storageAgreedMs = 5_000;

export function readinessOf(services: Services): () => Promise<Readiness> {
  const { database, objects, ears, log, config } = services;
  const storage = remembered(
    () => outcome(() => objects.check()),
    storageAgreedMs,
    () => services.now().getTime(),
  );
  let wasReady = true;
  return async () => {
    const [database_, storage_, oldestJobSeconds] = await Promise.all([
      outcome(() => askDatabase(database)),
      storage(),
      oldestJob(services).catch(() => undefined),
    ]);
    const checks = {
      database: database_,
      storage: storage_,
      ...(config.recogniser === undefined
        ? {}
        : { recogniser: ears.recogniser === undefined ? ("failed" as const) : ("ok" as const) }),
    };
    const ready = Object.values(checks).every((check) => check === "ok");
    if (ready !== wasReady) log.warn({ ready, checks }, "readiness changed");
    wasReady = ready;
    return { ready, checks, ...(oldestJobSeconds === undefined ? {} : { oldestJobSeconds }) };
  };
}

async function oldestJob({ database, now }: Services): Promise<number | undefined> {
  const since = await within(oldestWaiting(database.kysely));
  if (since === "slow") return undefined;
  const oldest = Math.min(...[...since.values()].map((date) => date.getTime()));
  return Number.isFinite(oldest) ? Math.max(0, Math.round((now().getTime() - oldest) / 1000)) : 0;
}

async function outcome(work: () => Promise<unknown>): Promise<"ok" | "failed" | "slow"> {
  try {
    return (await within(work())) === "slow" ? "slow" : "ok";
  } catch {
    return "failed";
  }
}

async function within<T>(work: Promise<T>): Promise<T | "slow"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"slow">((resolve) => {
    timer = setTimeout(() => resolve("slow"), longestMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

function remembered<T>(ask: () => Promise<T>, forMs: number, nowMs: () => number): () => Promise<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (last === undefined || nowMs() - last.at >= forMs) last = { at: nowMs(), answer: ask() };
    return last.answer;
  };
}
