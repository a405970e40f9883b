// What somebody hostile would try, against the real code: who may see what, addresses of the house, paths, disguises, bombs, entities,
// and a falsified log. The vectors are those of the tests. Anything that gets through is named, and the process ends with 1.
import { createPublicKey, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryEverybody } from "../packages/server/src/http/access/access-matrix.contract.ts";
import { accessWorld } from "../packages/server/src/http/access/access-world.contract.ts";
import { openDoors } from "../packages/server/src/http/hostile-addresses.contract.ts";
import {
  hostileArchives,
  tryArchive,
  tryEntryName,
} from "../packages/server/src/stages/recording/archive/hostile-archives.fixture.ts";
import {
  disguiseVectorsByKind,
  tryDisguise,
} from "../packages/server/src/stages/recording/disguise-vectors.fixture.ts";
import { durationBombs, tryDuration } from "../packages/server/src/stages/recording/duration-bombs.fixture.ts";
import { openHouse } from "../packages/server/src/stages/recording/fetch/ssrf-house.fixture.ts";
import { ssrfVectorsByKind } from "../packages/server/src/stages/recording/fetch/ssrf-vectors.fixture.ts";
import { hostileXml, tryXml } from "../packages/server/src/stages/recording/sources/hostile-xml.fixture.ts";
import { hostileRecordings, tryRecording } from "../packages/speech/src/decode/hostile-recordings.fixture.ts";
import { headKeyFrom } from "../packages/store/src/audit/audit-heads.ts";
import { keptLog, tryMutations } from "../packages/store/src/audit/mutated-log.fixture.ts";
import { openFolderShelf } from "../packages/store/src/objects/folder-shelf.ts";
import { openObjectStore } from "../packages/store/src/objects/open-object-store.ts";
import { hostileKeysByKind, tryKey } from "../packages/store/src/objects/testing/hostile-keys.contract.ts";

const mutations = 100_000;

/** Vectors of one kind and what is asked of each. */
interface Row {
  readonly kind: string;
  readonly tried: number;
  readonly through: readonly string[];
}

interface Promised {
  readonly name: string;
  /** How many were promised. */
  readonly asked: number | undefined;
  /** Of which things so many are counted; each may be tried in more than one place. */
  readonly vectors: number;
  readonly rows: readonly Row[];
}

export async function measureHostile(): Promise<void> {
  const all = [measureAccess, measureAddresses, measurePaths, measureFiles, measureXml, measureLog];
  let through = 0;
  for (const measure of all) {
    for (const { name, asked, vectors, rows } of await measure()) {
      const promised = asked === undefined ? "" : ` (asked: ${shown(asked)})`;
      console.log(`${name}: ${shown(vectors)}${promised}`);
      for (const row of rows) {
        console.log(`  ${row.kind.padEnd(58)} tried ${shown(row.tried).padStart(7)}   through ${row.through.length}`);
        for (const what of row.through.slice(0, 20)) console.log(`    ${what.slice(0, 300)}`);
      }
      const failed = rows.reduce((sum, row) => sum + row.through.length, 0) + (vectors < (asked ?? 1) ? 1 : 0);
      through += failed;
    }
  }
  console.log(through === 0 ? "none gets through" : `${through} got through, or fewer were tried than asked`);
  if (through > 0) process.exitCode = 1;
}

async function measureAccess(): Promise<Promised[]> {
  const world = await accessWorld();
  try {
    const { tried, operations, wrong } = await tryEverybody(world);
    const kind = `${world.askers.length} askers × ${operations} operations × own and foreign objects`;
    return [{ name: "access", asked: undefined, vectors: tried, rows: [{ kind, tried, through: wrong }] }];
  } finally {
    await world.close();
  }
}

async function measureAddresses(): Promise<Promised[]> {
  const house = await openHouse();
  try {
    const rows: Row[] = [];
    for (const [kind, vectors] of Object.entries(ssrfVectorsByKind))
      rows.push(
        await row(
          kind,
          vectors,
          ({ name }) => name,
          (vector) => house.tryVector(vector),
        ),
      );
    return [{ name: "server-side request forgery", asked: 60, vectors: sum(rows), rows }];
  } finally {
    await house.close();
  }
}

async function measurePaths(): Promise<Promised[]> {
  const around = await mkdtemp(join(tmpdir(), "tingheng-hostile-"));
  const doors = await openDoors();
  try {
    const root = join(around, "objects");
    const store = openObjectStore({ shelf: await openFolderShelf(root), nowMs: Date.now, randomBytes });
    await mkdir(join(around, "outside"));
    for (const name of ["secret.txt", "outside/secret.txt"]) await writeFile(join(around, name), "not for anybody");
    const before = (await readdir(around, { recursive: true })).length;
    const rows: Row[] = [];
    let vectors = 0;
    for (const [kind, keys] of Object.entries(hostileKeysByKind)) {
      const said = (key: string) => JSON.stringify(key.slice(0, 80));
      vectors += keys.length;
      rows.push(await row(`${kind}: keys of recordings`, keys, said, (key) => tryKey(store, key)));
      rows.push(await row(`${kind}: names of files in an archive`, keys, said, tryEntryName));
      const addresses = await row(`${kind}: addresses asked over HTTP`, keys, said, async (key) => {
        const through = await doors.tryName(key);
        return through.length === 0 ? undefined : through.join(" ");
      });
      rows.push({ ...addresses, tried: keys.length * doors.perName });
    }
    const after = (await readdir(around, { recursive: true })).length;
    rows.push({ kind: "files around the store changed", tried: before, through: after === before ? [] : [`${after}`] });
    return [{ name: "paths", asked: 300, vectors, rows }];
  } finally {
    await doors.close();
    await rm(around, { recursive: true });
  }
}

async function measureFiles(): Promise<Promised[]> {
  const archives: Row[] = [];
  for (const [kind, list] of Object.entries(hostileArchives))
    archives.push(await row(kind, list, ({ name }) => name, tryArchive));
  const durations = [
    await row("claims and headers", durationBombs, ({ name }) => name, tryDuration),
    await row("recordings and decoders without an end", hostileRecordings, ({ name }) => name, tryRecording),
  ];
  const disguises: Row[] = [];
  for (const [kind, list] of Object.entries(disguiseVectorsByKind))
    disguises.push(await row(kind, list, ({ name }) => name, tryDisguise));
  return [
    { name: "archives", asked: undefined, vectors: sum(archives), rows: archives },
    { name: "duration bombs", asked: undefined, vectors: sum(durations), rows: durations },
    { name: "disguised files", asked: undefined, vectors: sum(disguises), rows: disguises },
  ];
}

async function measureXml(): Promise<Promised[]> {
  const rows = [
    await row(
      "entities, nesting, floods",
      hostileXml,
      ([name]) => name,
      async ([, text]) => tryXml(text),
    ),
  ];
  return [{ name: "XML", asked: undefined, vectors: sum(rows), rows }];
}

async function measureLog(): Promise<Promised[]> {
  const key = headKeyFrom(Buffer.alloc(32, 7));
  const { tried, missed } = tryMutations(keptLog(200, 20, key, createPublicKey(key)), mutations);
  const rows = [...tried].map(([kind, count]) => ({
    kind,
    tried: count,
    through: missed.filter((one) => one.startsWith(`${kind} at `)),
  }));
  return [{ name: "falsified logs", asked: mutations, vectors: sum(rows), rows }];
}

async function row<Vector>(
  kind: string,
  vectors: readonly Vector[],
  nameOf: (vector: Vector) => string,
  attempt: (vector: Vector) => Promise<string | undefined>,
): Promise<Row> {
  const through: string[] = [];
  for (const vector of vectors) {
    const what = await attempt(vector);
    if (what !== undefined) through.push(`${nameOf(vector)}: ${what}`);
  }
  return { kind, tried: vectors.length, through };
}

function sum(rows: readonly Row[]): number {
  return rows.reduce((total, { tried }) => total + tried, 0);
}

function shown(count: number): string {
  return count.toLocaleString("en");
}
