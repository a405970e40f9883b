// Reads the log of an installation that is not running here (or runs on PostgreSQL) against its hashes and heads.
import { createPublicKey, type KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { AppError } from "@tingheng/domain";
import {
  type AuditReport,
  auditHeads,
  type Database,
  findFact,
  headKeyFrom,
  parsePublicKey,
  publicKeyText,
  verifyAudit,
} from "@tingheng/store";
import { headPurpose, readHeads, shownHead } from "./audit-heads.ts";
import type { Config } from "./config.ts";
import { factOf, fingerprintOf, keyFor, knownSecret, secretSetting } from "./installation-secret.ts";
import { databaseFolder, openDatabase } from "./open-database.ts";

/**
 * @param publicKey as `auditHeadsOf` gave it once; without it, the one of this installation's secret
 * @throws AppError `start.secret-changed` where that is not the secret the log was signed under
 */
export function checkAudit(config: Config, publicKey?: string): Promise<AuditReport> {
  return inDatabase(config, async (database) =>
    verifyAudit(database.kysely, readHeads(config.folder), await keyOf(config, database, publicKey)),
  );
}

export function auditHeadsOf(
  config: Config,
): Promise<{ readonly publicKey: string; readonly heads: readonly ReturnType<typeof shownHead>[] }> {
  return inDatabase(config, async (database) => ({
    publicKey: publicKeyText(await keyOf(config, database, undefined)),
    heads: (await auditHeads(database.kysely)).map(shownHead),
  }));
}

async function keyOf(config: Config, database: Database, text: string | undefined): Promise<KeyObject> {
  if (text !== undefined) {
    const key = parsePublicKey(text);
    if (key !== undefined) return key;
    throw new AppError("input.malformed", { where: "public key", expected: "32 bytes in base64", found: text });
  }
  const secret = knownSecret(config);
  const found = secret === undefined ? "-" : fingerprintOf(secret);
  const expected = await findFact(database.kysely, factOf(secretSetting));
  if (secret === undefined || (expected !== undefined && expected !== found))
    throw new AppError("start.secret-changed", { setting: secretSetting, expected: expected ?? "-", found });
  return createPublicKey(headKeyFrom(keyFor(secret, headPurpose)));
}

/** A check never makes what it looks for. */
async function inDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const folder = databaseFolder(config.folder);
  if (config.database_url === undefined && !existsSync(folder)) throw new AppError("input.not-found", { path: folder });
  const database = await openDatabase(config);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
