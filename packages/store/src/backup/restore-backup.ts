// Restoring 恢复: a backup is read through and checked before anything is written; then it goes into an empty database, all rows
// in one transaction, and what was made by an older release is brought to this one.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import { AppError } from "@tingheng/domain";
import type { Database } from "../database/database.ts";
import { migrate, pendingMigrations, shippedMigrations } from "../database/migrate.ts";
import { digestIn, isObjectKey, isSealed } from "../objects/object-key.ts";
import type { Shelf } from "../objects/shelf.ts";
import { createSpoolFile } from "../objects/spool.ts";
import { countOn, countRows, emptyTables, keptTables, putRows, type TextRow } from "./kept-tables.ts";
import { Manifest, manifestName, sealName } from "./manifest.ts";
import { filesOfTar, type TarFile } from "./tar.ts";
import { sha256 } from "./write-backup.ts";

/**
 * Reads a backup to its end: structure, checksums, counts. Nothing is written.
 * @throws AppError `backup.damaged`, `database.newer`, `database.changed`
 */
export async function checkBackup(path: string): Promise<Manifest> {
  const found = new Map<string, { readonly rows: number; readonly sha256: string }>();
  const objects = { count: 0, bytes: 0, hash: createHash("sha256") };
  let manifest: Manifest | undefined;
  let [own, seal] = ["", "missing"];
  for await (const file of filesOf(path)) {
    if (file.name === manifestName) {
      const bytes = await whole(file);
      own = sha256(bytes);
      manifest = manifestIn(path, bytes);
    } else if (file.name === sealName) seal = (await whole(file)).toString("utf8");
    else if (file.name.startsWith("tables/")) {
      const bytes = await whole(file);
      found.set(file.name, { rows: rowsIn(path, file.name, bytes).length, sha256: sha256(bytes) });
    } else {
      const key = file.name.slice("objects/".length);
      objects.count += 1;
      objects.bytes += file.size;
      objects.hash.update(`${key} ${file.size}\n`);
      const content = createHash("sha256");
      for await (const piece of file.bytes) {
        objects.hash.update(piece);
        content.update(piece);
      }
      if (!isObjectKey(key) || (!isSealed(key) && content.digest("hex") !== digestIn(key)))
        throw damaged(path, file.name);
    }
  }
  if (manifest === undefined || own !== seal) throw damaged(path, `${manifestName} is damaged or missing`);
  for (const { name, rows, sha256 } of manifest.tables.flatMap(({ parts }) => parts)) {
    const part = found.get(name);
    if (part?.rows !== rows || part.sha256 !== sha256) throw damaged(path, name);
  }
  const { count, bytes, hash } = objects;
  const said = manifest.objects ?? { count: 0, bytes: 0, sha256: createHash("sha256").digest("hex") };
  if (said.count !== count || said.bytes !== bytes || said.sha256 !== hash.digest("hex"))
    throw damaged(path, "objects");
  migrationsFor(manifest);
  return manifest;
}

/**
 * Rows, and recordings where a shelf is given, into an empty database. `checkBackup` comes before.
 * @param only tables to restore; all where it is left out
 * @throws AppError `restore.not-empty`
 */
export async function restoreBackup(
  path: string,
  manifest: Manifest,
  database: Database,
  shelf: Shelf | undefined,
  randomBytes: (count: number) => Uint8Array,
  only?: ReadonlySet<string>,
): Promise<void> {
  const migrations = migrationsFor(manifest);
  await requireEmpty(database);
  await migrate(database, migrations);
  if (shelf !== undefined) await restoreObjects(path, shelf, randomBytes);
  await database.transaction(async (transaction) => {
    const all = await keptTables(transaction);
    await emptyTables(transaction, all);
    const tables = new Map(all.map((table) => [table.name, table]));
    const described = new Map(manifest.tables.map((table) => [table.name, table]));
    for await (const file of filesOf(path)) {
      const name = /^tables\/([^/]+)\//u.exec(file.name)?.[1];
      if (name === undefined || only?.has(name) === false) continue;
      const table = tables.get(name);
      const columns = described.get(name)?.columns;
      if (table === undefined || columns === undefined) throw damaged(path, file.name);
      await putRows(transaction, table, columns, rowsIn(path, file.name, await whole(file)));
    }
    for (const { name, rows } of manifest.tables) {
      if (only?.has(name) === false) continue;
      const table = tables.get(name);
      if (table !== undefined) await countOn(transaction, table);
      if ((await countRows(transaction, name)) !== rows) throw damaged(path, `${name}: another number of rows`);
    }
  });
  await migrate(database);
}

async function restoreObjects(path: string, shelf: Shelf, randomBytes: (count: number) => Uint8Array): Promise<void> {
  for await (const { name, size, bytes } of filesOf(path)) {
    const key = name.slice("objects/".length);
    if (!name.startsWith("objects/") || !isObjectKey(key)) continue;
    if ((await shelf.stat(key))?.bytes === size) continue;
    const spool = await createSpoolFile(shelf.spoolFolder, randomBytes);
    try {
      for await (const piece of bytes) await spool.append([piece]);
      await shelf.place(key, await spool.finish());
    } finally {
      await spool.discard();
    }
  }
}

/** A database of ours is never empty again, even one without calls. */
async function requireEmpty(database: Database): Promise<void> {
  const pending = await pendingMigrations(database).catch(() => []);
  if (pending.length !== shippedMigrations().length) throw new AppError("restore.not-empty");
}

/** The migrations that the backup was made after. */
function migrationsFor({ migrations }: Manifest): ReturnType<typeof shippedMigrations> {
  const shipped = new Map(shippedMigrations().map((migration) => [migration.name, migration]));
  return migrations.map(({ name, sha256: sum }) => {
    const own = shipped.get(name);
    if (own === undefined) throw new AppError("database.newer", { name });
    if (sha256(Buffer.from(own.sql)) !== sum) throw new AppError("database.changed", { name });
    return own;
  });
}

function filesOf(path: string): AsyncGenerator<TarFile> {
  return filesOfTar(path, createReadStream(path));
}

async function whole({ bytes }: TarFile): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

function rowsIn(path: string, name: string, bytes: Buffer): TextRow[] {
  try {
    const lines = zstdDecompressSync(bytes).toString("utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as TextRow);
  } catch {
    throw damaged(path, name);
  }
}

function manifestIn(path: string, bytes: Buffer): Manifest {
  try {
    return Manifest.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    throw damaged(path, manifestName);
  }
}

function damaged(path: string, problem: string): AppError {
  return new AppError("backup.damaged", { path, problem });
}
