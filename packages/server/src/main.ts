// The service put together: settings → parts → a running process. The only place where things are put together.
import { randomFillSync } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { idsFrom } from "@tingheng/domain";
import { knowledgeIn, ownData } from "@tingheng/knowledge";
import { recogniserOf } from "@tingheng/listening";
import {
  type Database,
  keyFingerprint,
  type MasterKey,
  migrate,
  type ObjectStore,
  openFolderShelf,
  openObjectStore,
  openS3Shelf,
  openVault,
  type Shelf,
  startJobs,
} from "@tingheng/store";
import { pino } from "pino";
import { auditTo } from "./audit.ts";
import type { Config } from "./config.ts";
import { eventFeed } from "./events/event-feed.ts";
import { createApp } from "./http/app.ts";
import { listen } from "./http/listen.ts";
import { fingerprintOf, installationSecret, keyFor, requireSame } from "./installation-secret.ts";
import { judgePool } from "./judging/judge-pool.ts";
import { languageModelOf } from "./model/model-wiring.ts";
import { openDatabase } from "./open-database.ts";
import { findActorIn } from "./people/find-actor.ts";
import { prepareFirstAdministrator } from "./people/first-administrator.ts";
import { queuesOf, startWork } from "./pipeline.ts";
import { keepingIn } from "./retention/keeping.ts";
import { customerKey, customerNumber, purposes } from "./retention/keyed-hashes.ts";
import type { Services } from "./services.ts";
import { importShipped } from "./standards/import-standards.ts";
import { knowledgeRelease } from "./standards/knowledge-release.ts";
import { storedStandards } from "./standards/stored-standards.ts";
import { masterKeyOf } from "./storage-key.ts";

const release = "0.1.0";
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
  const log = pino({ level: config.log_level, base: { part: config.part } });
  const now = () => new Date();
  const chance = (bytes: Uint8Array) => randomFillSync(bytes);
  mkdirSync(config.folder, { recursive: true });
  const database = await openDatabase(config);
  const opened: (() => Promise<unknown> | unknown)[] = [() => database.close()];
  const stop = async () => {
    for (const close of opened.reverse()) await close();
  };
  try {
    const applied = await migrate(database);
    if (applied.length > 0) log.info({ applied }, "migrated");
    const secret = installationSecret(config, database.kind, chance);
    await requireSame(database, "TINGHENG_SECRET", fingerprintOf(secret));
    const numbersKey = keyFor(secret, purposes.customers);
    const keeping = await keepingIn(database, (error) => log.error({ err: error }, "retention policy"));
    opened.push(() => keeping.close());
    const objects = await openObjects(config, database, chance);
    opened.push(() => objects.close());
    const knowledge = config.knowledge ?? ownData;
    const judges = judgePool(config.judges, { knowledge });
    opened.push(() => judges.close());
    const jobs = await startJobs(database, {
      queues: queuesOf(),
      supervise: config.part !== "api",
      onError: (error) => log.error({ err: error }, "jobs"),
    });
    opened.push(() => jobs.stop(graceMs));
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
      model: languageModelOf(config, database, { now: () => new Date(), log }),
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
      log,
    };
    const imported = await importShipped(services, knowledge);
    const refused = imported.filter(({ outcome }) => outcome === "refused").map(({ id }) => id);
    if (refused.length > 0) log.warn({ refused }, "standards were changed without a new version");
    if (config.part !== "api") await startWork(services);
    if (config.part === "worker") {
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

async function openObjects(
  config: Config,
  database: Database,
  chance: (bytes: Uint8Array) => Uint8Array,
): Promise<ObjectStore> {
  const masterKey = await masterKeyOf(config.storage_key);
  await requireSame(database, "TINGHENG_STORAGE_KEY", masterKey === undefined ? "none" : keyFingerprint(masterKey));
  const randomBytes = (count: number) => chance(new Uint8Array(count));
  return openObjectStore({
    shelf: await openShelf(config, randomBytes),
    nowMs: Date.now,
    randomBytes,
    ...vaultOf(masterKey),
  });
}

function vaultOf(masterKey: MasterKey | undefined) {
  return masterKey === undefined ? {} : { vault: openVault(masterKey) };
}

async function openShelf(config: Config, randomBytes: (count: number) => Uint8Array): Promise<Shelf> {
  const { s3_bucket: bucket, s3_url: endpoint, s3_region: region, s3_prefix: prefix, s3_key_id, s3_secret } = config;
  if (bucket === undefined) return openFolderShelf(join(config.folder, "objects"));
  return openS3Shelf({
    bucket,
    region,
    prefix,
    pathStyle: endpoint !== undefined,
    spoolFolder: join(config.folder, "spool"),
    randomBytes,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(s3_key_id === undefined || s3_secret === undefined
      ? {}
      : { credentials: { accessKeyId: s3_key_id, secretAccessKey: s3_secret } }),
  });
}
