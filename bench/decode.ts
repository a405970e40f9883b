// Decoding a call of half an hour to 16-bit samples beside Debian's ffmpeg on the same file, and what three hours cost in memory that
// three minutes don't.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeSafely } from "../packages/speech/src/index.ts";

const samples = fileURLToPath(new URL("../packages/speech/samples/codecs", import.meta.url));
const minutes = 30;
const rounds = 5;
/** Minutes of the recordings whose memory is compared: the last may take so much more than the first. */
const lengths = [3, 30, 180];
/** What is too short for a second thread has none. */
const lengthsForTwo = [30, 180];
const mostGrowth = 0.1;
const processes = 3;

interface Row {
  readonly title: string;
  readonly file: string;
  /** Options of ffmpeg's encoder, or a sample whose frames are repeated. */
  readonly make: readonly string[] | { readonly sample: string; readonly headBytes: number };
  readonly wanted: number | undefined;
}

const rows: readonly Row[] = [
  { title: "A-law WAV", file: "call.wav", make: ["-c:a", "pcm_alaw"], wanted: 1.5 },
  { title: "MP3", file: "call.mp3", make: ["-c:a", "libmp3lame", "-b:a", "32k"], wanted: 1.5 },
  { title: "Opus", file: "call.opus", make: ["-c:a", "libopus", "-b:a", "24k"], wanted: 1.5 },
  { title: "AMR", file: "call.amr", make: { sample: "amr.amr", headBytes: 6 }, wanted: 1.5 },
  { title: "GSM", file: "call.gsm", make: { sample: "gsm.gsm", headBytes: 0 }, wanted: 1.5 },
  { title: "FLAC", file: "call.flac", make: ["-c:a", "flac"], wanted: undefined },
  { title: "Vorbis", file: "call.ogg", make: ["-c:a", "libvorbis", "-q", "3"], wanted: undefined },
  { title: "AAC through ffmpeg", file: "call.m4a", make: ["-c:a", "aac", "-b:a", "48k"], wanted: undefined },
];

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** @param parts `memory` alone leaves out the comparison of times */
export async function measureDecoding(
  only: readonly string[] = [],
  parts: readonly ("time" | "memory")[] = ["time", "memory"],
): Promise<void> {
  const version = spawnSync("ffmpeg", ["-version"]).stdout?.toString().split("\n")[0];
  if (version === undefined) return console.log("no ffmpeg to compare with: nothing is measured");
  console.log(`yardstick: ${version}; ${minutes} min, 8 kHz, median of ${rounds} rounds, taken in turns`);
  const folder = mkdtempSync(join(tmpdir(), "tingheng-decode-"));
  try {
    for (const row of rows) {
      if (only.length > 0 && !only.includes(row.title)) continue;
      if (!parts.includes("time")) continue;
      const path = join(folder, row.file);
      make(row, path, minutes * 30);
      await compare(row, path);
    }
    console.log(`peak memory of a process (VmHWM), median of ${processes} processes for each length`);
    for (const row of rows) {
      if (only.length > 0 && !only.includes(row.title)) continue;
      memory(row, folder, lengths, "one");
      if (row.title === "MP3") memory(row, folder, lengthsForTwo, "two");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The source lasts two seconds. */
function make({ make: how }: Row, path: string, times: number): void {
  if ("sample" in how) {
    const bytes = readFileSync(join(samples, how.sample));
    const body = bytes.subarray(how.headBytes);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, how.headBytes), ...new Array<Buffer>(times).fill(body)]));
    return;
  }
  const loop = ["-stream_loop", `${times - 1}`, "-i", join(samples, "source-two.wav")];
  const { status, stderr } = spawnSync("ffmpeg", ["-v", "error", "-y", ...loop, ...how, path]);
  if (status !== 0) throw new Error(stderr.toString());
}

async function compare({ title, wanted }: Row, path: string): Promise<void> {
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(byFfmpeg(path));
    ours.push(await byUs(path));
  }
  const [us, them] = [middle(ours), middle(theirs)];
  const ratio = (pick: (cost: Cost) => number) => (pick(us) / pick(them)).toFixed(2);
  const kept = wanted === undefined ? "" : Number(ratio(({ wallMs }) => wallMs)) <= wanted ? "  ok" : "  MISSED";
  console.log(
    `${title.padEnd(20)} ours ${said(us)}  ffmpeg ${said(them)}  ratio wall ${ratio(({ wallMs }) => wallMs)}, CPU ${ratio(({ cpuMs }) => cpuMs)}${kept}`,
  );
}

const said = ({ wallMs, cpuMs }: Cost) => `${Math.round(wallMs)} ms (CPU ${Math.round(cpuMs)})`.padEnd(22);

function middle(costs: readonly Cost[]): Cost {
  const of = (pick: (cost: Cost) => number) => costs.map(pick).toSorted((a, b) => a - b)[costs.length >> 1] ?? 0;
  return { wallMs: of(({ wallMs }) => wallMs), cpuMs: of(({ cpuMs }) => cpuMs) };
}

async function byUs(path: string): Promise<Cost> {
  const cpu = process.cpuUsage();
  const since = performance.now();
  await drain(path);
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - since, cpuMs: (user + system) / 1_000 };
}

/** @param secondThread as the load allows when not given */
async function drain(path: string, secondThread?: boolean): Promise<number> {
  let frames = 0;
  const helped = secondThread === undefined ? {} : { secondThread };
  const decoding = await decodeSafely(path, { ffmpegPath: process.env.PATH ?? "", ...helped });
  for await (const block of decoding.blocks) frames += block.channels[0]?.length ?? 0;
  return frames;
}

/** Its start is part of its time: a process for each recording is what using it costs. */
function byFfmpeg(path: string): Cost {
  const script = `TIMEFORMAT='%R %U %S'; time ffmpeg -v error -nostdin -i "$1" -f s16le -y /dev/null`;
  const { stderr } = spawnSync("bash", ["-c", script, "bash", path]);
  const [real = 0, user = 0, system = 0] = stderr.toString().trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  return { wallMs: real * 1_000, cpuMs: (user + system) * 1_000 };
}

/** Each time by a process of its own, with as many threads whatever the load. */
function memory(row: Row, folder: string, lengths: readonly number[], threads: "one" | "two"): void {
  const peaks = lengths.map((length) => {
    const path = join(folder, `${length}-${row.file}`);
    make(row, path, length * 30);
    const found = Array.from({ length: processes }, () => peakKb(path, threads));
    rmSync(path);
    return (found.toSorted((a, b) => a - b)[processes >> 1] ?? 0) / 1_024;
  });
  const growth = (peaks.at(-1) ?? 0) / (peaks[0] ?? 1) - 1;
  const said = lengths.map((length, index) => `${length} min ${Math.round(peaks[index] ?? 0)} MB`).join("  ");
  const percent = `${growth < 0 ? "" : "+"}${(growth * 100).toFixed(1)} %`;
  const title = threads === "one" ? row.title : `${row.title}, two threads`;
  console.log(`${title.padEnd(20)} ${said}  ${percent}${growth <= mostGrowth ? "  ok" : "  MISSED"}`);
}

function peakKb(path: string, threads: "one" | "two"): number {
  const program = fileURLToPath(import.meta.url);
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, "--drain", path, threads]);
  if (status !== 0) throw new Error(stderr.toString());
  return Number(stdout.toString());
}

/** Of this process, in KB. What `getrusage` counts begins with the memory of the process that started this one. */
function ownPeakKb(): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [flag, path = "", threads] = process.argv.slice(2);
  if (flag === "--drain") {
    await drain(path, threads === "two");
    console.log(ownPeakKb());
  } else if (flag === "--memory") await measureDecoding(process.argv.slice(3), ["memory"]);
  else await measureDecoding(process.argv.slice(2));
}
