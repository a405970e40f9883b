// The secret of an installation, from which keyed hashes and signatures are derived. It has to stay the same for ever: its
// fingerprint is kept in the database and compared at every start.
import { createHash, hkdfSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@tingheng/domain";
import { type Database, noteFact } from "@tingheng/store";

const leastCharacters = 32;

/** The secret that is set, or the one in the folder, which is made at the first start of an embedded database. */
export function installationSecret(
  { secret, folder }: Where,
  kind: Database["kind"],
  chance: (bytes: Uint8Array) => Uint8Array,
): string {
  const known = knownSecret({ secret, folder });
  if (known !== undefined) return known;
  if (kind === "postgres") throw new AppError("start.secret-missing");
  const made = Buffer.from(chance(new Uint8Array(32))).toString("hex");
  mkdirSync(folder, { recursive: true });
  writeFileSync(secretFile(folder), `${made}\n`, { mode: 0o600, flag: "wx" });
  return made;
}

/** The secret that is set, or the one in the folder; undefined where there is none. */
export function knownSecret({ secret, folder }: Where): string | undefined {
  if (secret !== undefined) return secret;
  const path = secretFile(folder);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8").trim();
  if (text.length >= leastCharacters) return text;
  throw new AppError("input.malformed", {
    where: path,
    expected: `${leastCharacters} characters`,
    found: `${text.length}`,
  });
}

interface Where {
  readonly secret?: string | undefined;
  readonly folder: string;
}

function secretFile(folder: string): string {
  return join(folder, "secret");
}

/** @throws AppError `start.secret-changed` where the database was begun with another one */
export async function requireSame(database: Database, setting: string, fingerprint: string): Promise<void> {
  const first = await noteFact(database.kysely, factOf(setting), fingerprint);
  if (first !== fingerprint) {
    throw new AppError("start.secret-changed", { setting, expected: first, found: fingerprint });
  }
}

export const secretSetting = "TINGHENG_SECRET";

/** The name under which the fingerprint of a setting is noted. */
export function factOf(setting: string): string {
  return `fingerprint:${setting}`;
}

export function fingerprintOf(secret: string): string {
  return createHash("sha256").update(`tingheng:${secret}`).digest("hex").slice(0, 16);
}

/** A key of 32 bytes for one purpose. */
export function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "tingheng", purpose, 32));
}
