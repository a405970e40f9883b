// The service put together: settings → parts → a running process. The only place where things are put together.
import { randomFillSync } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { idsFrom } from "@tingheng/domain";
import { knowledgeIn, ownData } from "@tingheng/knowledge";
import { recogniserOf } from "@tingheng/listening";
import { migrate, startJobs } from "@tingheng/store";
import type { Logger } from "pino";
import { auditTo } from "./audit.ts";
import type { Config } from "./config.ts";
import { eventFeed } from "./events/event-feed.ts";
import { newMetrics } from "./health/metrics.ts";
import { serviceLog } from "./health/service-log.ts";
import { createApp } from "./http/app.ts";
import { healthRoutes } from "./http/health/health-routes.ts";
import { listen } from "./http/listen.ts";
import { fingerprintOf, installationSecret, keyFor, requireSame, secretSetting } from "./installation-secret.ts";
import { judgePool } from "./judging/judge-pool.ts";
import { languageModelOf } from "./model/model-wiring.ts";
import { openDatabase } from "./open-database.ts";
import { findActorIn } from "./people/find-actor.ts";
import { prepareFirstAdministrator } from "./people/first-administrator.ts";
import { queuesOf, startWork } from "./pipeline.ts";
import { release } from "./release.ts";
import { keepingIn } from "./retention/keeping.ts";
import { customerKey, customerNumber, purposes } from "./retention/keyed-hashes.ts";
import type { Services } from "./services.ts";
import { importShipped } from "./standards/import-standards.ts";
import { knowledgeRelease } from "./standards/knowledge-release.ts";
import { storedStandards } from "./standards/stored-standards.ts";
import { openObjects } from "./storage.ts";
import { tracedJobs } from "./traces/traced-jobs.ts";
import { type Traces, tracesTo, untraced } from "./traces/traces.ts";

/** How long what runs may take to come to its end when the service stops. */
const graceMs = 20_000;

export interface RunningService {
  /** Where it answers; undefined for a process that only works. */
  readonly url: string | undefined;
  readonly services: Services;
  stop(): Promise<void>;
}

/** @throws AppError with what keeps the service from starting */
export async function startService(config: Config): Promise<RunningService> {
  const log = serviceLog(config.log_level, config.part);
  const now = () => new Date();
  const chance = (bytes: Uint8Array) => randomFillSync(bytes);
  mkdirSync(config.folder, { recursive: true });
  const database = await openDatabase(config);
  const traces = await tracesOf(config, log);
  const opened: (() => Promise<unknown> | unknown)[] = [() => traces.close(), () => database.close()];
  const stop = async () => {
    for (const close of opened.reverse()) await close();
  };
  try {
    const applied = await migrate(database);
    if (applied.length > 0) log.info({ applied }, "migrated");
    const secret = installationSecret(config, database.kind, chance);
    await requireSame(database, secretSetting, fingerprintOf(secret));
    const numbersKey = keyFor(secret, purposes.customers);
    const keeping = await keepingIn(database, (error) => log.error({ err: error }, "retention policy"));
    opened.push(() => keeping.close());
    const objects = await openObjects(config, database, (count) => chance(new Uint8Array(count)));
    opened.push(() => objects.close());
    const knowledge = config.knowledge ?? ownData;
    const judges = judgePool(config.judges, { knowledge });
    opened.push(() => judges.close());
    const ownJobs = await startJobs(database, {
      queues: queuesOf(),
      supervise: config.part !== "api",
      onError: (error) => log.error({ err: error }, "jobs"),
    });
    opened.push(() => ownJobs.stop(graceMs));
    const jobs = tracedJobs(ownJobs, traces);
    const events = eventFeed(database, (error) => log.error({ err: error }, "events"));
    const hearing = {
      models: config.models ?? join(config.folder, "models"),
      hidePrivate: false,
      swap: false,
      roles: {},
      ...(config.recogniser === undefined ? {} : { recogniser: config.recogniser }),
    };
    const recogniser = recogniserOf(hearing);
    const services: Services = {
      config,
      database,
      objects,
      jobs,
      events,
      judges,
      model: languageModelOf(config, database, { now, log, traces }),
      ears: { hearing, recogniser, knowledge: knowledgeIn(knowledge) },
      judgeRelease: knowledgeRelease(release, knowledge),
      standards: storedStandards({ database, now }),
      customerKey: (record) => customerKey(numbersKey, customerNumber(record)),
      keepFor: keeping.keepFor,
      audit: auditTo(now),
      keyFor: (purpose) => keyFor(secret, purpose),
      now,
      newId: idsFrom(Date.now, chance),
      chance,
      metrics: newMetrics(),
      traces,
      log,
    };
    const imported = await importShipped(services, knowledge);
    const refused = imported.filter(({ outcome }) => outcome === "refused").map(({ id }) => id);
    if (refused.length > 0) log.warn({ refused }, "standards were changed without a new version");
    if (config.part !== "api") await startWork(services);
    if (config.part === "worker") {
      if (config.health_port !== undefined) {
        const health = createApp(services, findActorIn(services), [healthRoutes]);
        const listening = await listen(health, { ...config, port: config.health_port });
        opened.push(() => listening.close(graceMs));
      }
      log.info({ database: database.kind }, "working");
      return { url: undefined, services, stop };
    }
    await prepareFirstAdministrator(services);
    const listening = await listen(createApp(services, findActorIn(services)), config);
    opened.push(
      () => listening.close(graceMs),
      () => events.close(),
    );
    log.info({ url: listening.url, database: database.kind }, "listening");
    return { url: listening.url, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What sends them is loaded only where somebody collects them. */
async function tracesOf(config: Config, log: Logger): Promise<Traces> {
  if (config.traces_url === undefined) return untraced;
  const { collectorAt } = await import("./traces/open-telemetry.ts");
  const { traces_url: url, traces_ratio: ratio, traces_headers: headers, part } = config;
  return tracesTo(collectorAt({ url, ratio, headers, part, version: release, log }));
}
