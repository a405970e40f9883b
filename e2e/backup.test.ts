// Backup, restore and another key, as somebody runs them: the real command line, the real service, and both kinds of database.
import { randomBytes } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ServiceSettings, startProcess } from "../bench/service-load.ts";
import { runCli } from "../packages/cli/src/run-cli.contract.ts";
import { newPostgresDatabase } from "../packages/store/src/database/both-databases.contract.ts";
import { type FoundCall, visit } from "./visitor.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

type Kind = "PGlite" | "PostgreSQL";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "tingheng-backup-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const secret = randomBytes(24).toString("hex");
const newKey = () => randomBytes(32).toString("base64");

/** Settings of an installation of which nothing is there yet. */
async function installation(kind: Kind, name: string, more: ServiceSettings = {}): Promise<ServiceSettings> {
  const address: ServiceSettings = kind === "PGlite" ? {} : { DATABASE_URL: await newPostgresDatabase() };
  return { TINGHENG_FOLDER: join(root, name), TINGHENG_SECRET: secret, ...address, ...more };
}

const run = (env: ServiceSettings, ...args: string[]) => runCli(args, { input: "", env });

interface Filled {
  readonly password: string;
  readonly found: readonly FoundCall[];
}

/** Fills it with the demonstration's calls and leaves it when all are judged; `meanwhile` happens while it runs. */
async function fill(settings: ServiceSettings, meanwhile: () => Promise<void> = async () => {}): Promise<Filled> {
  const folder = settings.TINGHENG_FOLDER ?? "";
  const service = await startProcess(settings, ["demo", "--folder", folder, "--port", "0"]);
  try {
    const file = join(folder, "demo-people.json");
    await vi.waitUntil(() => existsSync(file), { timeout: 60_000 });
    const people = JSON.parse(readFileSync(file, "utf8")) as { name: string; password: string }[];
    const password = people.find(({ name }) => name === "demo-supervisor")?.password ?? "";
    const found = await (await visit(service.url ?? "", "demo-supervisor", password)).findAll();
    await meanwhile();
    return { password, found };
  } finally {
    await service.stop();
  }
}

/** What somebody finds who starts the service there and logs in with the password they had. */
async function foundIn(settings: ServiceSettings, password: string): Promise<readonly FoundCall[]> {
  const service = await startProcess(settings);
  try {
    return await (await visit(service.url ?? "", "demo-supervisor", password)).findAll();
  } finally {
    await service.stop();
  }
}

/** Whether anything was written there. */
async function isUntouched({ TINGHENG_FOLDER: folder = "", DATABASE_URL: url }: ServiceSettings): Promise<boolean> {
  if (url === undefined) return !existsSync(join(folder, "database")) && !existsSync(join(folder, "objects"));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("select 1 from pg_class where relnamespace = 'public'::regnamespace");
  await client.end();
  return rows.length === 0 && !existsSync(join(folder, "objects"));
}

describe.each<[Kind, Kind, ServiceSettings]>([
  ["PGlite", "PostgreSQL", { TINGHENG_STORAGE_KEY: newKey() }],
  ["PostgreSQL", "PGlite", {}],
])("from %s to %s", (from, to, storage) => {
  const file = () => join(root, `${from}.tar`);
  let source: ServiceSettings;
  let target: ServiceSettings;
  let filled: Filled;

  beforeAll(async () => {
    source = await installation(from, `${from} source`, storage);
    target = await installation(to, `${to} target`, storage);
    filled = await fill(source, async () => {
      const { code, err } = await run(source, "backup", file());
      // PostgreSQL is saved while the service runs; the embedded database belongs to it as long.
      expect([code, err]).toEqual([from === "PGlite" ? 2 : 0, expect.any(String)]);
      expect(existsSync(file())).toBe(from === "PostgreSQL");
    });
    expect(filled.found.some(({ recording }) => recording !== undefined)).toBe(true);
  });

  it("writes one file for its owner alone, and never over another", async () => {
    if (from === "PGlite") {
      const { code, err } = await run(source, "backup", file());
      expect([code, err]).toEqual([
        0,
        expect.stringMatching(/^\d{2,} rows, 3 objects of recordings\nkeys .* are not in it/),
      ]);
    }
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const before = readFileSync(file());
    expect(await run(source, "backup", file())).toMatchObject({
      code: 2,
      err: expect.stringContaining("not overwritten"),
    });
    expect(readFileSync(file()).equals(before)).toBe(true);
    expect(existsSync(`${file()}.part`)).toBe(false);
  });

  it("says with --dry-run what is in it, and writes nothing", async () => {
    const { code, err } = await run(target, "restore", file(), "--dry-run");
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(
        /rows, 3 objects of recordings\nthe log is whole: \d+ entries\nchecked; nothing was written\n$/,
      ),
    ]);
    expect(await isUntouched(target)).toBe(true);
  });

  it("gives everything back: calls, sheets, recordings, people and the log", async () => {
    const { code, err } = await run(target, "restore", file());
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/the log is whole: \d+ entries\nrestored; \d+ jobs made anew\n$/),
    ]);
    expect(await foundIn(target, filled.password)).toEqual(filled.found);
    const verified = await run(target, "audit", "verify");
    expect(verified).toMatchObject({ code: 0, out: expect.stringMatching(/^OK: \d+ entries/) });
  });

  it("restores nothing over what is there already", async () => {
    expect(await run(target, "restore", file())).toMatchObject({
      code: 2,
      err: expect.stringContaining("only into an empty database"),
    });
    expect(await foundIn(target, filled.password)).toEqual(filled.found);
  });

  if (from === "PGlite") {
    it("is refused where it was damaged or cut off, and writes nothing then", async () => {
      const spoilt = join(root, "spoilt.tar");
      const size = statSync(file()).size;
      copyFileSync(file(), spoilt);
      flipByte(spoilt, Math.floor(size * 0.4));
      await expectDamaged(spoilt);
      truncateSync(spoilt, Math.floor(size * 0.9));
      await expectDamaged(spoilt);
    });

    it("says that a backup, or an installation to save, is not there", async () => {
      const empty = await installation("PGlite", "nothing");
      expect(await run(empty, "restore", join(root, "no.tar"))).toMatchObject({
        code: 2,
        err: expect.stringContaining("no.tar"),
      });
      expect(await run(empty, "backup", join(root, "none.tar"))).toMatchObject({ code: 2 });
      expect(existsSync(join(root, "none.tar"))).toBe(false);
      expect(await isUntouched(empty)).toBe(true);
    });

    it("says that the log could not be verified where the secret is another, and the service does not start with it", async () => {
      const other = await installation("PGlite", "other secret", {
        ...storage,
        TINGHENG_SECRET: "another one of 32 characters, or more",
      });
      const { code, err } = await run(other, "restore", file());
      expect([code, err]).toEqual([0, expect.stringContaining("the secret of this installation is not here")]);
      await expect(startProcess(other)).rejects.toThrow(/ended with 2: .*TINGHENG_SECRET/s);
      await expect(startProcess({ ...other, TINGHENG_SECRET: secret, TINGHENG_STORAGE_KEY: newKey() })).rejects.toThrow(
        /ended with 2: .*TINGHENG_STORAGE_KEY/s,
      );
    });

    it("leaves recordings out where that is asked for", async () => {
      const slim = join(root, "slim.tar");
      expect(await run(source, "backup", slim, "--without-recordings")).toMatchObject({
        code: 0,
        err: expect.stringContaining(" rows, no objects of recordings"),
      });
      expect(statSync(slim).size).toBeLessThan(statSync(file()).size - 100_000);
    });

    it("goes over to another key, and only from the one that is in use", async () => {
      const file = join(root, "next.key");
      const next = newKey();
      writeFileSync(file, `${next}\n`);
      const wrong = { ...source, TINGHENG_STORAGE_KEY: newKey() };
      expect(await run(wrong, "key", "rotate", file)).toMatchObject({
        code: 2,
        err: expect.stringContaining("TINGHENG_STORAGE_KEY"),
      });
      expect(await run(source, "key", "rotate", "no key at all")).toMatchObject({ code: 2 });
      expect(await foundIn(source, filled.password)).toEqual(filled.found);

      const { code, err } = await run(source, "key", "rotate", file);
      expect([code, err]).toEqual([
        0,
        expect.stringMatching(/^key \w+: 3 objects changed, 0 were under it already\nset TINGHENG_STORAGE_KEY/),
      ]);
      // Whoever was not sure that it went through to its end runs it again.
      expect(await run(source, "key", "rotate", file)).toMatchObject({
        code: 0,
        err: expect.stringContaining(" 0 objects changed, 3 were"),
      });
      await expect(startProcess(source)).rejects.toThrow(/ended with 2: .*TINGHENG_STORAGE_KEY/s);
      for (const key of [next, file])
        expect(await foundIn({ ...source, TINGHENG_STORAGE_KEY: key }, filled.password)).toEqual(filled.found);
    });
  } else {
    it("begins to use a key; recordings from before stay readable", async () => {
      const key = newKey();
      expect(await run(target, "key", "rotate", key)).toMatchObject({ code: 0 });
      await expect(startProcess(target)).rejects.toThrow(/ended with 2: .*TINGHENG_STORAGE_KEY/s);
      expect(await foundIn({ ...target, TINGHENG_STORAGE_KEY: key }, filled.password)).toEqual(filled.found);
    });
  }

  async function expectDamaged(path: string): Promise<void> {
    const empty = await installation("PGlite", "for damaged ones", storage);
    for (const more of [["--dry-run"], []])
      expect(await run(empty, "restore", path, ...more)).toMatchObject({
        code: 2,
        err: expect.stringContaining("Nothing was written"),
      });
    expect(await isUntouched(empty)).toBe(true);
  }
});

function flipByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  // Only what fills an archive up to whole blocks means nothing.
  const place = bytes.findIndex((byte, index) => index >= at && byte !== 0);
  const file = openSync(path, "r+");
  writeSync(file, Uint8Array.from([(bytes[place] ?? 0) ^ 0x41]), 0, 1, place);
  closeSync(file);
}
