// Services for tests: real ones on a database in memory, with foreseeable ids and a clock that a test moves.
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Actor, idsFrom, Permission, type Role, type Scope } from "@tingheng/domain";
import { knowledgeIn, ownData } from "@tingheng/knowledge";
import { type Database, migrate, openEmbedded, openFolderShelf, openObjectStore, startJobs } from "@tingheng/store";
import { type Logger, pino } from "pino";
import { readConfig } from "./config.ts";
import { eventFeed } from "./events/event-feed.ts";
import { newMetrics } from "./health/metrics.ts";
import { judgePool } from "./judging/judge-pool.ts";
import { languageModelOf } from "./model/model-wiring.ts";
import { queuesOf, startWork } from "./pipeline.ts";
import type { Services } from "./services.ts";
import { shippedStandards } from "./standards/shipped-standards.ts";
import { tracedJobs } from "./traces/traced-jobs.ts";
import { type Traces, untraced } from "./traces/traces.ts";

export interface TestServices {
  readonly services: Services;
  /** What was written to the log of who did what. */
  readonly audited: { readonly actor: string; readonly action: string; readonly subject: string }[];
  /** Moves the clock. */
  pass(ms: number): void;
  close(): Promise<void>;
}

export interface TestWish {
  readonly database?: Database;
  /** Jobs are worked on in this process too. */
  readonly working?: boolean;
  readonly config?: Readonly<Record<string, string>>;
  readonly standards?: readonly string[];
  readonly log?: Logger;
  readonly traces?: Traces;
}

export async function testServices(wish: TestWish = {}): Promise<TestServices> {
  const folder = mkdtempSync(join(tmpdir(), "tingheng-server-"));
  const database = wish.database ?? (await openEmbedded());
  await migrate(database);
  const config = readConfig({ TINGHENG_FOLDER: folder, TINGHENG_LOG_LEVEL: "silent", ...wish.config });
  let nowMs = Date.parse("2026-03-02T02:00:00Z");
  let chances = 0;
  const chance = (bytes: Uint8Array) => {
    chances += 1;
    const digest = createHash("sha512").update(String(chances)).digest();
    return bytes.map((_, index) => digest[index % digest.length] ?? 0);
  };
  const now = () => new Date(nowMs);
  const judges = judgePool(1, { knowledge: ownData });
  const { traces = untraced } = wish;
  const ownJobs = await startJobs(database, { queues: queuesOf(), onError: () => {} });
  const events = eventFeed(database, () => {}, { pollMs: 20 });
  const audited: TestServices["audited"] = [];
  const services: Services = {
    config,
    database,
    objects: openObjectStore({
      shelf: await openFolderShelf(join(folder, "objects")),
      nowMs: () => Date.now(),
      randomBytes: (count) => randomBytes(count),
    }),
    jobs: tracedJobs(ownJobs, traces),
    events,
    judges,
    model: languageModelOf(config, database, { now, log: pino({ level: "silent" }), traces }),
    ears: {
      hearing: { models: join(folder, "models"), hidePrivate: false, swap: false, roles: {} },
      recogniser: undefined,
      knowledge: knowledgeIn(ownData),
    },
    judgeRelease: "test",
    standards: shippedStandards(ownData, wish.standards),
    customerKey: () => undefined,
    keepFor: () => ({ retentionClass: "default", deleteAfter: undefined }),
    audit: async (_, actor, action, subject) => {
      audited.push({ actor: actor.id, action, subject: `${subject.kind} ${subject.id}` });
    },
    keyFor: (purpose) => createHash("sha256").update(`test ${purpose}`).digest(),
    now,
    newId: idsFrom(() => nowMs, chance),
    chance,
    metrics: newMetrics(),
    traces,
    log: wish.log ?? pino({ level: "silent" }),
  };
  if (wish.working === true) await startWork(services);
  return {
    services,
    audited,
    pass: (ms) => {
      nowMs += ms;
    },
    async close() {
      events.close();
      await ownJobs.stop(1_000);
      await judges.close();
      services.objects.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody who may do what a role may, or everything. */
export function testActor(
  roles: readonly Role[],
  permissions: readonly Permission[],
  scope: Scope = { kind: "all" },
): Actor {
  return { kind: "person", id: "usr_test", name: "test", roles, permissions: new Set(permissions), scope };
}

export const mayAll: Actor = testActor(["supervisor"], Permission.options);
