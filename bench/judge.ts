// Calls a second, per core, judged under all shipped standards at once, on conversations of about 1,000 characters.
// `node bench/judge.ts <files…>` does the same with your own calls.
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CallRecord, parseCallRecord, type Turn } from "../packages/domain/src/index.ts";
import { createJudge } from "../packages/engine/src/index.ts";
import { readCalls } from "../packages/formats/src/index.ts";
import { judgeParts, ownData } from "../packages/knowledge/src/index.ts";

const characters = 1000;

/** Calls of about 1,000 characters, put together from turns of the development set, with metadata of their own. */
export function benchCalls(count: number): CallRecord[] {
  const folder = join(ownData, "bench", "development");
  const calls = readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
    .map((line) => parseCallRecord((JSON.parse(line) as { call: unknown }).call, "development"));
  return mixed(calls, count);
}

/** The calls of files in any format that can be read; what can't be read is thrown. */
async function callsIn(files: readonly string[]): Promise<CallRecord[]> {
  const calls: CallRecord[] = [];
  for (const name of files) {
    for await (const item of readCalls({ name, bytes: createReadStream(name) })) {
      if (!item.ok) throw item.error;
      if (item.call.turns?.some(({ text }) => text !== "")) calls.push(item.call);
    }
  }
  return calls;
}

/** Calls of about 1,000 characters, put together from the turns of others. */
function mixed(calls: readonly CallRecord[], count: number): CallRecord[] {
  return Array.from({ length: count }, (_, index) => lengthened(calls, index));
}

function lengthened(calls: readonly CallRecord[], index: number): CallRecord {
  const first = calls[index % calls.length] as CallRecord;
  const turns: Turn[] = [];
  let length = 0;
  let clock = 0;
  for (let step = 0; length < characters; step += 1) {
    const from = calls[(index + step * 7) % calls.length] as CallRecord;
    for (const { startMs: _, endMs: __, ...turn } of from.turns ?? []) {
      if (length >= characters) break;
      const endMs = clock + 240 * turn.text.length;
      turns.push({ ...turn, startMs: clock, endMs });
      clock = endMs + 600;
      length += turn.text.length;
    }
  }
  return { ...first, id: `bench-${index}`, turns };
}

export function measureJudging(calls: readonly CallRecord[] = benchCalls(400)): void {
  const judge = createJudge(judgeParts(ownData));
  const length =
    calls.reduce((sum, call) => sum + (call.turns ?? []).reduce((all, turn) => all + turn.text.length, 0), 0) /
    calls.length;
  for (const call of calls) judge.judge(call);
  const rounds = Array.from({ length: 5 }, () => {
    const started = performance.now();
    for (const call of calls) judge.judge(call);
    return calls.length / ((performance.now() - started) / 1000);
  }).sort((a, b) => a - b);
  const clauses = judge.standards.reduce((sum, standard) => sum + standard.clauses.length, 0);
  console.log(
    `judging: ${judge.standards.length} standards, ${clauses} clauses, ${Math.round(length)} characters a call`,
  );
  console.log(
    `  calls a second on one core: median ${Math.round(rounds[2] ?? 0)} (of five: ${rounds.map((rate) => Math.round(rate)).join(", ")}); wanted ≥ 2000`,
  );
}

if (import.meta.main) {
  const files = process.argv.slice(2);
  measureJudging(files.length === 0 ? undefined : mixed(await callsIn(files), 400));
}
