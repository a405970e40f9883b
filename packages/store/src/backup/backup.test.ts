import { createSecretKey, randomBytes } from "node:crypto";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bothDatabases } from "../database/both-databases.contract.ts";
import type { Database } from "../database/database.ts";
import { migrate, shippedMigrations } from "../database/migrate.ts";
import { openFolderShelf } from "../objects/folder-shelf.ts";
import { openObjectStore } from "../objects/open-object-store.ts";
import { openVault } from "../objects/vault.ts";
import { everythingIn, fillEveryTable } from "./plausible-rows.fixture.ts";
import { checkBackup, restoreBackup } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

const folder = mkdtempSync(join(tmpdir(), "tingheng-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const random = (count: number) => randomBytes(count);
const at = new Date("2026-03-02T02:00:00Z");

async function backUp(database: Database, path: string, shelfFolder?: string) {
  const shelf = shelfFolder === undefined ? undefined : await openFolderShelf(shelfFolder);
  const write = (archive: AsyncIterable<Uint8Array>) => pipeline(Readable.from(archive), createWriteStream(path));
  return writeBackup({ database, shelf, release: "test", at, write });
}

async function* bytesOf(bytes: Uint8Array) {
  yield bytes;
}

describe.each([
  ["PGlite", "PostgreSQL"],
  ["PostgreSQL", "PGlite"],
])("from %s to %s", (from, to) => {
  const open = (name: string) => bothDatabases.find((one) => one.name === name)?.open() as Promise<Database>;
  let source: Database;
  let target: Database;
  beforeAll(async () => {
    [source, target] = [await open(from), await open(to)];
    await migrate(source);
    await fillEveryTable(source);
  });
  afterAll(async () => {
    await source.close();
    await target.close();
  });

  it("gives back every row of every table and every recording, encrypted or not, and only into an empty database", async () => {
    const [here, there] = [join(folder, `${from}-objects`), join(folder, `${to}-restored`)];
    const vault = openVault(createSecretKey(randomBytes(32)));
    const plain = { shelf: await openFolderShelf(here), nowMs: Date.now, randomBytes: random };
    const clear = await openObjectStore(plain).put(bytesOf(randomBytes(70_000)), { kind: "sound", limitBytes: 1e6 });
    const sealed = await openObjectStore({ ...plain, vault }).put(bytesOf(randomBytes(9)), {
      kind: "peaks",
      limitBytes: 1e6,
    });
    const path = join(folder, `${from}.tar`);

    const made = await backUp(source, path, here);
    const checked = await checkBackup(path);
    expect(checked).toEqual(made);
    expect(checked.objects?.count).toBe(2);
    await restoreBackup(path, checked, target, await openFolderShelf(there), random);

    expect(await everythingIn(target)).toEqual(await everythingIn(source));
    const restored = openObjectStore({ ...plain, shelf: await openFolderShelf(there), vault });
    for (const { key, bytes } of [clear, sealed]) expect((await restored.stat(key))?.bytes).toBe(bytes);
    for await (const _ of restored.read(sealed.key)) expect(_.length).toBe(9);
    await expect(restoreBackup(path, checked, target, undefined, random)).rejects.toMatchObject({
      code: "restore.not-empty",
    });
    const again = join(folder, `${from}-again.tar`);
    expect((await backUp(target, again, there)).tables).toEqual(made.tables);
  });
});

it("finds every byte that was changed and every end that is missing, and writes nothing then", async () => {
  const database = (await bothDatabases[0]?.open()) as Database;
  await migrate(database);
  await fillEveryTable(database);
  const path = join(folder, "whole.tar");
  await backUp(database, path);
  await database.close();
  const whole = readFileSync(path);
  const spoilt = join(folder, "spoilt.tar");
  for (let n = 0; n < 24; n += 1) {
    const bytes = Buffer.from(whole);
    const place = Math.floor((n / 24) * (whole.length - 1024));
    const inPadding = bytes[place] === 0;
    bytes[place] = (bytes[place] ?? 0) ^ 0x41;
    writeFileSync(spoilt, bytes);
    if (!inPadding)
      await expect(checkBackup(spoilt), `byte ${place}`).rejects.toMatchObject({ code: "backup.damaged" });
    writeFileSync(spoilt, whole.subarray(0, place));
    await expect(checkBackup(spoilt), `cut at ${place}`).rejects.toMatchObject({ code: "backup.damaged" });
  }
});

describe.each(bothDatabases)("migrations on $name", ({ open }) => {
  it("keep every row that was there before them", async () => {
    const migrations = shippedMigrations();
    const database = await open();
    for (let count = 1; count <= migrations.length; count += 1) await migrate(database, migrations.slice(0, count));
    await database.close();

    const older = await open();
    await migrate(older, migrations.slice(0, -1));
    await fillEveryTable(older);
    const before = await everythingIn(older);
    expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
    await migrate(older);
    const after = await everythingIn(older);
    for (const [table, rows] of Object.entries(before)) expect(after[table], table).toHaveLength(rows.length);
    await older.close();
  }, 240_000);
});
