// Who speaks in a recording of one channel: error rates, speech given to the right voice, and whether the confidence is honest.
import { spawnSync } from "node:child_process";
import { measureSound, partByVoice } from "../packages/speech/src/index.ts";
import { type KnownCall, realCalls, syntheticCall, syntheticCount } from "./diarisation-calls.ts";
import { scoreOf } from "./diarisation-score.ts";

const collarMs = 250;

interface Outcome {
  readonly confidence: number;
  readonly right: number;
}

export async function measureDiarisation(): Promise<void> {
  const calls = await realCalls();
  if (spawnSync("espeak-ng", ["--version"]).error === undefined && spawnSync("sox", ["--version"]).error === undefined)
    for (let number = 1; number <= syntheticCount; number++) calls.push(...syntheticCall(number));
  else console.log("no synthetic calls: espeak-ng, sox and ffmpeg make them");
  const outcomes: Outcome[] = [];
  for (const lookedAt of [true, false]) {
    console.log(lookedAt ? "looked at while the method was made" : "kept for the report");
    for (const call of calls.filter((one) => one.lookedAt === lookedAt)) outcomes.push(await tell(call));
  }
  showHonesty(outcomes);
}

async function tell(call: KnownCall): Promise<Outcome> {
  const { name, rateHz, samples, truth } = call;
  const format = { container: "raw", codec: "pcm_s16le", sampleRateHz: rateHz, channels: 1 };
  const blocks = [{ startFrame: 0, channels: [samples] }];
  const open = async () => ({ format, blocks: all(blocks), notes: [], falseStereo: false });
  const measures = await measureSound({ format, blocks });
  const before = process.cpuUsage();
  const { segments, confidence } = await partByVoice(open, measures);
  const { user, system } = process.cpuUsage(before);
  const speed = Math.round(samples.length / rateHz / ((user + system) / 1e6));
  const plain = scoreOf(truth, segments, 0);
  const lenient = scoreOf(truth, segments, collarMs);
  console.log(
    `  ${name.padEnd(64)} ${truth.length === 1 ? "one voice" : `error ${percent(plain.error)}, ${percent(lenient.error)} with collar, right voice ${percent(plain.right)}`}, confidence ${confidence.toFixed(2)}, ${speed} × real time`,
  );
  return { confidence, right: plain.right };
}

async function* all<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** By confidence: how much of the speech really went to the right voice. One voice that was split counts as wrong as it is. */
function showHonesty(outcomes: readonly Outcome[]): void {
  console.log("confidence beside what was right");
  for (const [from, to] of [
    [0, 0.3],
    [0.3, 0.6],
    [0.6, 0.8],
    [0.8, 1.01],
  ] as const) {
    const those = outcomes.filter(({ confidence }) => confidence >= from && confidence < to);
    const rights = those.map(({ right }) => right).sort((a, b) => a - b);
    const mean = rights.reduce((sum, one) => sum + one, 0) / Math.max(1, rights.length);
    console.log(
      `  ${from.toFixed(1)}–${Math.min(1, to).toFixed(1)}: ${those.length} recordings${those.length === 0 ? "" : `, right voice ${percent(mean)} in the mean, ${percent(rights[0] ?? 0)} at worst`}`,
    );
  }
}

if (import.meta.main) await measureDiarisation();
