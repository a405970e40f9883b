// What encryption at rest costs: storing and reading recordings in a folder, encrypted beside as they are.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createMasterKeyText,
  type ObjectStore,
  openFolderShelf,
  openObjectStore,
  openVault,
  parseMasterKey,
} from "../packages/store/src/index.ts";

const recordings = 12;
const recordingBytes = 4 * 1024 * 1024;
const jumps = 400;
const jumpBytes = 64 * 1024;
const rounds = 5;

type Took = { readonly wallS: number; readonly cpuS: number };
type Round = { readonly put: Took; readonly read: Took; readonly jump: Took };

const mebibytes = (recordings * recordingBytes) / 2 ** 20;

export async function measureObjects(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "objects-"));
  const vault = openVault(parseMasterKey(createMasterKeyText(randomBytes), "bench"));
  const taken: { plain: Round[]; sealed: Round[] } = { plain: [], sealed: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const how of ["plain", "sealed"] as const) {
        const shelf = await openFolderShelf(join(folder, `${how}-${round}`));
        const parts = { shelf, nowMs: Date.now, randomBytes };
        taken[how].push(await measureRound(openObjectStore(how === "plain" ? parts : { ...parts, vault })));
        await rm(shelf.name, { recursive: true });
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  console.log(`recordings of ${recordingBytes / 2 ** 20} MiB in a folder, median of ${rounds} rounds in turns`);
  for (const what of ["put", "read"] as const) {
    const rate = (how: readonly Round[], clock: keyof Took) => mebibytes / middle(how, what, clock);
    const [plain, sealed] = [rate(taken.plain, "cpuS"), rate(taken.sealed, "cpuS")];
    console.log(
      `  ${what}: ${rate(taken.plain, "wallS").toFixed(0)} MiB/s as it is, ${rate(taken.sealed, "wallS").toFixed(0)} encrypted;` +
        ` by processor time ${plain.toFixed(0)} and ${sealed.toFixed(0)}, ${(sealed / plain).toFixed(2)} ×`,
    );
  }
  const jumpMs = (how: readonly Round[]) => ((middle(how, "jump", "wallS") * 1000) / jumps).toFixed(2);
  console.log(
    `  a jump of a player (64 KiB): ${jumpMs(taken.plain)} ms as it is, ${jumpMs(taken.sealed)} ms encrypted`,
  );
}

async function measureRound(store: ObjectStore): Promise<Round> {
  const contents = Array.from({ length: recordings }, () => randomBytes(recordingBytes));
  const keys: string[] = [];
  const put = await measured(async () => {
    for (const content of contents) {
      const { key } = await store.put(piecesOf(content), { kind: "sound", limitBytes: recordingBytes });
      keys.push(key);
    }
  });
  const read = await measured(async () => {
    for (const key of keys) for await (const piece of store.read(key)) piece.at(0);
  });
  const jump = await measured(async () => {
    for (let jump = 0; jump < jumps; jump += 1) {
      const fromByte = (jump * 7_919_777) % (recordingBytes - jumpBytes);
      const key = keys[jump % keys.length] ?? "";
      for await (const piece of store.read(key, { fromByte, toByte: fromByte + jumpBytes })) piece.at(0);
    }
  });
  return { put, read, jump };
}

async function* piecesOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += jumpBytes) yield content.subarray(at, at + jumpBytes);
}

async function measured(work: () => Promise<void>): Promise<Took> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallS: (performance.now() - started) / 1000, cpuS: (user + system) / 1e6 };
}

function middle(taken: readonly Round[], what: keyof Round, clock: keyof Took): number {
  return taken.map((round) => round[what][clock]).sort((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0;
}

if (import.meta.main) await measureObjects();
