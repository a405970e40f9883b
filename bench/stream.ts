// Memory and speed of `inspect - --ndjson` on a stream of calls that is made while it is read: what a whole year's calls would cost.
// `node bench/stream.ts --calls 20000` for a shorter run than the promised million.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { ownData } from "../packages/knowledge/src/files.ts";

const promisedCalls = 1_000_000;
const limitMegabytes = 512;

const openings = ["您好,请问有什么可以帮您?", "您好,这里是客户服务中心,工号8012为您服务。", "喂,您好,请讲。"];
const needs = [
  "我的车最近有异响。",
  "我想预约一次保养。",
  "我想问一下话费怎么多扣了。",
  "你们昨天说给我回电话,一直没打。",
];
const answers = [
  "好的,我帮您登记一下,稍后给您回复。",
  "不好意思,我刚才不是已经说过了吗?",
  "请您稍等,我马上为您查询。",
  "这个应该可以,大概明天能好。",
];
const replies = ["那大概什么时候能好?", "好的,谢谢。", "你说什么?没听清。", "行,我记一下。"];
const closings = ["感谢您的来电,祝您生活愉快,再见。", "还有什么可以帮您?", "就这样吧。"];

/** The call of a number: always the same one, 300 to 400 characters of JSON, no two alike. */
function callOf(number: number): string {
  const turn = (speaker: string, lines: readonly string[], step: number) => ({
    speaker,
    text: lines[Math.floor(number / step) % lines.length],
  });
  const turns = [
    turn("agent", openings, 1),
    turn("customer", needs, 3),
    turn("agent", answers, 12),
    turn("customer", replies, 48),
    turn("agent", closings, 192),
  ];
  return `${JSON.stringify({ version: 1, id: `s${number}`, source: "bench", direction: "inbound", turns })}\n`;
}

/** Writes the calls as fast as they are read. */
async function feed(pipe: Writable, calls: number): Promise<number> {
  const callsPerPiece = 200;
  let characters = 0;
  for (let from = 0; from < calls; from += callsPerPiece) {
    const count = Math.min(callsPerPiece, calls - from);
    const piece = Array.from({ length: count }, (_, index) => callOf(from + index)).join("");
    characters += piece.length;
    if (!pipe.write(piece)) await once(pipe, "drain");
  }
  pipe.end();
  return characters;
}

/** The most memory that a process has held so far, in megabytes; undefined where the system doesn't tell. */
function peakMegabytes({ pid }: ChildProcess): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

export async function measureStream(calls: number = promisedCalls): Promise<void> {
  const main = join(ownData, "packages", "cli", "src", "main.ts");
  const started = performance.now();
  const child = spawn(process.execPath, [main, "inspect", "-", "--ndjson"], { stdio: ["pipe", "ignore", "pipe"] });
  const ended = once(child, "close");
  let said = "";
  child.stderr.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  const peaks: number[] = [];
  const watch = setInterval(() => {
    const peak = peakMegabytes(child);
    if (peak !== undefined) peaks.push(peak);
  }, 100);
  const feeding = feed(child.stdin, calls).catch(() => undefined);
  const [code] = (await ended) as [number | null];
  clearInterval(watch);
  const characters = await feeding;
  if (code !== 0 || characters === undefined) throw new Error(`inspect ended with ${code}: ${said}`);
  const seconds = (performance.now() - started) / 1000;
  const at = (share: number) => peaks[Math.floor((peaks.length - 1) * share)]?.toFixed(0) ?? "unknown";
  console.log(
    `stream: ${calls} calls of ${Math.round(characters / calls)} characters as NDJSON through inspect --ndjson`,
  );
  console.log(
    `  peak memory ${at(1)} MB (after a quarter ${at(0.25)}, half ${at(0.5)}, three quarters ${at(0.75)}); wanted < ${limitMegabytes} MB`,
  );
  console.log(`  ${Math.round(calls / seconds)} calls a second, ${seconds.toFixed(0)} s in all, start included`);
}

if (import.meta.main) {
  const at = process.argv.indexOf("--calls");
  await measureStream(at < 0 ? promisedCalls : Number(process.argv[at + 1]));
}
