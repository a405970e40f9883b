// A backup 备份: all rows as of one moment, then the recordings as they lie there (encrypted ones stay encrypted), in one archive.
import { createHash, type Hash } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { AppError } from "@tingheng/domain";
import { sql } from "kysely";
import type { Database, Runner } from "../database/database.ts";
import { isObjectKey } from "../objects/object-key.ts";
import type { Shelf } from "../objects/shelf.ts";
import { keptTables, rowsOf, type TextRow } from "./kept-tables.ts";
import { type Manifest, manifestName, sealName } from "./manifest.ts";
import { type TarFile, tarOf } from "./tar.ts";

export interface BackupOf {
  readonly database: Database;
  /** Undefined leaves the recordings out. */
  readonly shelf: Shelf | undefined;
  readonly release: string;
  readonly at: Date;
  /** Gets the archive, and waits until there is room. */
  write(archive: AsyncIterable<Uint8Array>): Promise<void>;
}

const partBytes = 4 * 1024 * 1024;

/** @returns what the backup holds */
export async function writeBackup({ database, shelf, release, at, write }: BackupOf): Promise<Manifest> {
  const tables: Manifest["tables"] = [];
  let manifest: Manifest | undefined;
  const files = async function* (runner: Runner): AsyncGenerator<TarFile> {
    for (const table of await keptTables(runner)) {
      const parts: Manifest["tables"][number]["parts"] = [];
      for await (const rows of inParts(rowsOf(runner, table))) {
        const bytes = zstdCompressSync(Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")));
        const name = `tables/${table.name}/${String(parts.length + 1).padStart(6, "0")}.ndjson.zst`;
        parts.push({ name, rows: rows.length, sha256: sha256(bytes) });
        yield { name, size: bytes.length, bytes: once(bytes) };
      }
      const rows = parts.reduce((sum, part) => sum + part.rows, 0);
      tables.push({ name: table.name, columns: table.columns.map(({ name }) => name), rows, parts });
    }
    const tally = { count: 0, bytes: 0, hash: createHash("sha256") };
    if (shelf !== undefined) yield* objectsOf(shelf, tally);
    const objects = { count: tally.count, bytes: tally.bytes, sha256: tally.hash.digest("hex") };
    manifest = {
      format: "tingheng-backup",
      version: 1,
      release,
      madeAt: at.toISOString(),
      migrations: await migrationsOf(runner),
      tables,
      ...(shelf === undefined ? {} : { objects }),
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    yield { name: manifestName, size: bytes.length, bytes: once(bytes) };
    const seal = Buffer.from(sha256(bytes));
    yield { name: sealName, size: seal.length, bytes: once(seal) };
  };
  await database.kysely
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute((transaction) => write(tarOf(files(transaction))));
  if (manifest === undefined) throw new Error("the archive was not read to its end");
  return manifest;
}

async function* inParts(batches: AsyncIterable<TextRow[]>): AsyncGenerator<TextRow[]> {
  let waiting: TextRow[] = [];
  let bytes = 0;
  for await (const batch of batches)
    for (const row of batch) {
      waiting.push(row);
      bytes += row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
      if (bytes < partBytes) continue;
      yield waiting;
      waiting = [];
      bytes = 0;
    }
  if (waiting.length > 0) yield waiting;
}

interface Tally {
  count: number;
  bytes: number;
  readonly hash: Hash;
}

/** An object that is removed meanwhile is left out. */
async function* objectsOf(shelf: Shelf, tally: Tally): AsyncGenerator<TarFile> {
  for await (const { key } of shelf.list("")) {
    if (!isObjectKey(key) || key.startsWith("check/")) continue;
    const opened = await shelf.open(key, 0).catch((error) => {
      if (error instanceof AppError && error.code === "storage.missing") return undefined;
      throw error;
    });
    if (opened === undefined) continue;
    tally.count += 1;
    tally.bytes += opened.bytes;
    tally.hash.update(`${key} ${opened.bytes}\n`);
    const bytes = async function* () {
      for await (const piece of opened.read(0, opened.bytes)) {
        tally.hash.update(piece);
        yield piece;
      }
    };
    try {
      yield { name: `objects/${key}`, size: opened.bytes, bytes: bytes() };
    } finally {
      await opened.close();
    }
  }
}

async function migrationsOf(runner: Runner): Promise<Manifest["migrations"]> {
  const { rows } = await sql<{ name: string; sha256: string }>`
    select name, sha256 from schema_migrations order by name`.execute(runner);
  return rows;
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
