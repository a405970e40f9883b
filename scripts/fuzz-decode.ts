// Mutated recordings of every format against the decoders: `node scripts/fuzz-decode.ts [count] [seed] [first]`. Each must end in
// sound or in a typed error, in time and within the memory limit; `first` begins again at a number that did not. What breaks this
// is kept in packages/speech/samples/fuzz and tried first next time.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@tingheng/domain";
import { parseMpegFrame } from "../packages/speech/src/codecs/mp3.ts";
import { decodeSafely } from "../packages/speech/src/decode/decode-safely.ts";
import { bytesSource } from "../packages/speech/src/sound/byte-source.ts";

const samples = join(import.meta.dirname, "..", "packages", "speech", "samples");
const corpus = join(samples, "fuzz");
const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const first = Number(process.argv[4] ?? 0);
const atOnce = 2;
/** Wall time of one file; the machine may be busy, the decoder's own watchdog is stricter. */
const mostMs = 10_000;
const mostRssMb = 700;

interface Seed {
  readonly file: string;
  readonly bytes: Uint8Array;
}

const rawMulaw = { encoding: "pcm_mulaw", sampleRateHz: 8_000, channels: 1 } as const;
const limits = { maxDurationMs: 3_600_000 };
const outcomes = new Map<string, number>();
const slowest = { ms: 0, file: "" };
let mostRss = 0;
const faults: string[] = [];

/** A small generator of chance that can be started again from any number (mulberry32). */
function chance(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const telling = Uint8Array.of(0, 1, 0x7f, 0x80, 0xff, 0xfe);

/** One to a few changes, more of them near the start, where headers stand. */
function mutated(seeds: readonly Seed[], random: () => number): Seed {
  const pick = (below: number) => Math.floor(random() * below);
  const { file, bytes: original } = seeds[pick(seeds.length)] ?? { file: "none", bytes: new Uint8Array() };
  let bytes = original.slice(0, 1 + pick(8) === 1 ? pick(original.length) : original.length);
  const place = () => (random() < 0.6 ? pick(Math.min(bytes.length, 200)) : pick(bytes.length));
  for (let changes = 1 + pick(6); changes > 0 && bytes.length > 0; changes -= 1) {
    const at = place();
    const kind = pick(8);
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
    else if (kind === 1) bytes[at] = telling[pick(telling.length)] ?? 0;
    else if (kind === 2) bytes.fill(telling[pick(telling.length)] ?? 0, at, at + 1 + pick(8));
    else if (kind === 3)
      for (let next = at; next < Math.min(bytes.length, at + 1 + pick(64)); next += 1) bytes[next] = pick(256);
    else if (kind === 4) bytes = bytes.slice(0, at);
    else if (kind === 5) bytes = spliced(bytes, at, bytes.subarray(place(), place()));
    else if (kind === 6) bytes = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + pick(40))]);
    else {
      const other = seeds[pick(seeds.length)]?.bytes ?? bytes;
      bytes = spliced(bytes, at, other.subarray(pick(other.length), pick(other.length)));
    }
  }
  return { file, bytes };
}

function spliced(bytes: Uint8Array, at: number, piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes.length + piece.length);
  whole.set(bytes.subarray(0, at));
  whole.set(piece, at);
  whole.set(bytes.subarray(at), at + piece.length);
  return whole;
}

async function decodeOne({ file, bytes }: Seed, label: string): Promise<void> {
  const since = performance.now();
  const options = file.endsWith(".raw") ? { raw: rawMulaw, limits } : { limits, secondThread: true };
  const outcome = await drained(bytesSource(file, bytes), options).catch((error: unknown) =>
    error instanceof AppError ? error.code : `untyped: ${error}`,
  );
  const ms = performance.now() - since;
  mostRss = Math.max(mostRss, process.memoryUsage.rss() / 1_048_576);
  if (ms > slowest.ms) Object.assign(slowest, { ms, file: label });
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const bad = outcome.startsWith("untyped") || outcome === "sound.stalled" || ms > mostMs || mostRss > mostRssMb;
  if (!bad) return;
  faults.push(`${label}: ${outcome}, ${Math.round(ms)} ms, ${Math.round(mostRss)} MB`);
  mkdirSync(corpus, { recursive: true });
  writeFileSync(join(corpus, `${label.replaceAll(/\W+/g, "-")}.bin`), bytes);
  mostRss = 0;
}

async function drained(source: Parameters<typeof decodeSafely>[0], options: Parameters<typeof decodeSafely>[1]) {
  const decoding = await decodeSafely(source, options);
  for await (const block of decoding.blocks)
    if (block.channels.length === 0) return "untyped: a block without channels";
  return decoding.notes.length > 0 ? "sound, with notes" : "sound";
}

function seedsIn(folder: string): Seed[] {
  try {
    const files = readdirSync(folder).filter((file) => !file.endsWith(".json") && !file.endsWith(".md"));
    return files.map((file) => ({ file, bytes: new Uint8Array(readFileSync(join(folder, file))) }));
  } catch {
    return [];
  }
}

/** So long that two threads decode it; tried seldom, for it takes as long as a hundred others. */
function longMp3(): Seed {
  const bytes = new Uint8Array(readFileSync(join(samples, "codecs", "mp3.mp3")));
  const frames = bytes.subarray(
    bytes.findIndex((byte, at) => byte === 0xff && parseMpegFrame(bytes, at) !== undefined),
  );
  return { file: "long.mp3", bytes: new Uint8Array(Buffer.concat(new Array<Uint8Array>(90).fill(frames))) };
}

const kept = seedsIn(corpus);
const seeds = [...seedsIn(join(samples, "codecs")), ...kept];
const long = [longMp3()];
const longEvery = 300;
for (const one of kept) await decodeOne(one, `kept ${one.file}`);
let next = first;
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (next < count) {
      const number = next++;
      const one = mutated(number % longEvery === 0 ? long : seeds, chance(seed * 1_000_003 + number));
      await decodeOne(one, `${seed}-${number} ${one.file}`);
      if (number % 5_000 === 4_999) console.log(`${number + 1} files, ${Math.round(mostRss)} MB`);
    }
  }),
);
for (const [outcome, times] of [...outcomes].toSorted((a, b) => b[1] - a[1])) console.log(`${times}\t${outcome}`);
console.log(`slowest ${Math.round(slowest.ms)} ms (${slowest.file}), most memory ${Math.round(mostRss)} MB`);
console.log(faults.length === 0 ? "no crash, no hang, no limit passed" : `FAULTS\n${faults.join("\n")}`);
process.exitCode = faults.length === 0 ? 0 : 1;
