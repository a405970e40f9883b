// Backup and restore of an installation, as the command line does them. On the embedded database the service must not run meanwhile.
import { createPublicKey, randomFillSync } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@tingheng/domain";
import {
  type AuditReport,
  callsInWork,
  checkBackup,
  type Database,
  findFact,
  headKeyFrom,
  type Manifest,
  openEmbedded,
  restoreBackup,
  startJobs,
  verifyAudit,
  waitingDeliveries,
  writeBackup,
} from "@tingheng/store";
import { headPurpose } from "../audit-heads.ts";
import { afterHearingJob, fetchQueue, hearJob } from "../calls/stage-jobs.ts";
import type { Config } from "../config.ts";
import { factOf, fingerprintOf, installationSecret, keyFor, secretSetting } from "../installation-secret.ts";
import { modelSettingsFrom } from "../model/model-config.ts";
import { databaseFolder, openDatabase } from "../open-database.ts";
import { queuesOf } from "../pipeline.ts";
import { release } from "../release.ts";
import { openShelf } from "../storage.ts";
import { deliverJob } from "../webhooks/webhook-jobs.ts";

const randomBytes = (count: number) => randomFillSync(new Uint8Array(count));

/** @throws AppError `input.not-found` where there is no installation, `backup.exists` where the file is there already */
export async function backUp(config: Config, path: string, recordings: boolean): Promise<Manifest> {
  const folder = databaseFolder(config.folder);
  if (config.database_url === undefined && !existsSync(folder)) throw new AppError("input.not-found", { path: folder });
  if (existsSync(path)) throw new AppError("backup.exists", { path });
  const unfinished = `${path}.part`;
  const database = await openDatabase(config);
  const shelf = recordings ? await openShelf(config, randomBytes) : undefined;
  try {
    const manifest = await writeBackup({
      database,
      shelf,
      release,
      at: new Date(),
      write: (archive) => pipeline(Readable.from(archive), createWriteStream(unfinished, { mode: 0o600 })),
    });
    const file = await open(unfinished, "r+");
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    return manifest;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    shelf?.close();
    await database.close();
  }
}

export interface Checked {
  readonly manifest: Manifest;
  /** Undefined where the secret of the installation isn't at hand here. */
  readonly audit: AuditReport | undefined;
}

/** Reads a whole backup, and its log of who did what, and writes nothing. */
export async function inspectBackup(config: Config, path: string): Promise<Checked> {
  if (!existsSync(path)) throw new AppError("input.not-found", { path });
  const manifest = await checkBackup(path);
  const scratch = await openEmbedded();
  try {
    const only = new Set(["audit_cuts", "audit_entries", "audit_heads", "audit_tip", "facts"]);
    await restoreBackup(path, manifest, scratch, undefined, randomBytes, only);
    const secret = secretAtHand(config);
    const same = secret !== undefined && (await isSecretOf(scratch, secret));
    if (!same) return { manifest, audit: undefined };
    const publicKey = createPublicKey(headKeyFrom(keyFor(secret, headPurpose)));
    return { manifest, audit: await verifyAudit(scratch.kysely, [], publicKey) };
  } finally {
    await scratch.close();
  }
}

export interface Restored extends Checked {
  /** Jobs that were made anew for what was not done when the backup was made. */
  readonly jobs: number;
}

export async function restore(config: Config, path: string): Promise<Restored> {
  const checked = await inspectBackup(config, path);
  if (checked.audit?.fault !== undefined)
    throw new AppError("backup.damaged", { path, problem: `audit log, entry ${checked.audit.fault.seq}` });
  mkdirSync(config.folder, { recursive: true });
  const database = await openDatabase(config);
  try {
    const shelf = checked.manifest.objects === undefined ? undefined : await openShelf(config, randomBytes);
    await restoreBackup(path, checked.manifest, database, shelf, randomBytes).finally(() => shelf?.close());
    return { ...checked, jobs: await sendJobsAnew(config, database) };
  } finally {
    await database.close();
  }
}

/** Jobs aren't part of a backup: what they were for stands in the rows. */
async function sendJobsAnew(config: Config, database: Database): Promise<number> {
  const asking = { model: modelSettingsFrom(config) };
  const jobs = await startJobs(database, { queues: queuesOf(), supervise: false, onError: () => {} });
  let sent = 0;
  try {
    for await (const calls of callsInWork(database.kysely)) {
      const due = calls.map(({ id, stage, startedAt, recorded }) => {
        const day = startedAt?.toISOString();
        if (stage === "judging") return afterHearingJob(asking, id, day);
        return recorded ? hearJob(id, day) : { ...hearJob(id, day), queue: fetchQueue };
      });
      await jobs.send(due, database.kysely);
      sent += due.length;
    }
    const deliveries = await waitingDeliveries(database.kysely);
    await jobs.send(
      deliveries.map(({ id, dueAt }) => deliverJob(id, "restored", dueAt)),
      database.kysely,
    );
    return sent + deliveries.length;
  } finally {
    await jobs.stop(1_000);
  }
}

function secretAtHand(config: Config): string | undefined {
  if (config.secret === undefined && !existsSync(join(config.folder, "secret"))) return undefined;
  return installationSecret(config, "embedded", (bytes) => randomFillSync(bytes));
}

async function isSecretOf(database: Database, secret: string): Promise<boolean> {
  return (await findFact(database.kysely, factOf(secretSetting))) === fingerprintOf(secret);
}
