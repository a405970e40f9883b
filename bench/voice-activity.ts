// Voice activity on recordings whose speech was marked by hand: the bare model, run by a general runtime, beside ours.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as ort from "onnxruntime-web/wasm";
import { fileSource, frameMs, joinedAs, measureSound, openRecording, type Span } from "../packages/speech/src/index.ts";
import { voiceModelPath } from "../packages/speech/src/measure/voice/silero.ts";

const folder = fileURLToPath(new URL("../../shared/data/vad", import.meta.url));
const threshold = 0.5;

/** A frame is ten milliseconds; true where somebody speaks. */
type Frames = readonly boolean[];

interface Score {
  right: number;
  wrong: number;
  missed: number;
  readonly edges: number[];
}

export async function measureVoiceActivity(): Promise<void> {
  const marked = folder;
  if (!existsSync(marked)) {
    console.log(`no marked recordings in ${marked}: nothing is measured`);
    return;
  }
  const files = readdirSync(marked).filter((name) => name.endsWith(".wav"));
  const bare = await bareModel();
  const all = { "bare model, 16 kHz": newScore(), "bare model, 8 kHz": newScore(), ours: newScore() };
  for (const [title, half] of [
    ["half that was looked at", 0],
    ["half that was never looked at", 1],
  ] as const) {
    const scores = { "bare model, 16 kHz": newScore(), "bare model, 8 kHz": newScore(), ours: newScore() };
    for (const name of files.filter((_, index) => index % 2 === half)) {
      const truth = marks(readFileSync(join(marked, name.replace(/wav$/, "scv")), "utf8"));
      const sound = await soundIn(join(marked, name));
      count(scores["bare model, 16 kHz"], truth, await bare(sound, 16000));
      count(scores["bare model, 8 kHz"], truth, await bare(halved(sound), 8000));
      count(scores.ours, truth, await oursIn(join(marked, name)));
    }
    console.log(title);
    for (const [name, score] of Object.entries(scores)) {
      show(name, score);
      add(all[name as keyof typeof all], score);
    }
  }
  console.log("both");
  for (const [name, score] of Object.entries(all)) show(name, score);
}

function newScore(): Score {
  return { right: 0, wrong: 0, missed: 0, edges: [] };
}

function add(sum: Score, { right, wrong, missed, edges }: Score): void {
  sum.right += right;
  sum.wrong += wrong;
  sum.missed += missed;
  sum.edges.push(...edges);
}

/** Name, then from, to (seconds) and 1 for speech, again and again. */
function marks(text: string): { readonly spans: readonly Span[]; readonly endMs: number } {
  const numbers = text.trim().split(",").slice(1).map(Number);
  const spans: Span[] = [];
  let endMs = 0;
  for (let at = 0; at + 2 < numbers.length; at += 3) {
    const [from = 0, to = 0, speech = 0] = numbers.slice(at, at + 3);
    endMs = to * 1000;
    if (speech === 1) spans.push({ startMs: from * 1000, endMs });
  }
  return { spans, endMs };
}

async function oursIn(path: string): Promise<readonly Span[]> {
  const source = await fileSource(path);
  const measures = await measureSound(await openRecording(source));
  await source.close();
  return measures.channels[0]?.speech ?? [];
}

async function soundIn(path: string): Promise<Float32Array> {
  const source = await fileSource(path);
  const parts: Float32Array[] = [];
  for await (const { channels } of (await openRecording(source)).blocks)
    parts.push(Float32Array.from(channels[0] ?? [], (sample) => sample / 32768));
  await source.close();
  return joinedAs(Float32Array, parts);
}

/** Every second sample after a low pass of 63 taps. */
function halved(sound: Float32Array): Float32Array {
  const taps = Array.from({ length: 63 }, (_, index) => {
    const distance = index - 31;
    const angle = Math.PI * distance * 0.46;
    return (
      (distance === 0 ? 0.46 : (0.46 * Math.sin(angle)) / angle) * (0.54 + 0.46 * Math.cos((Math.PI * distance) / 32))
    );
  });
  return Float32Array.from({ length: sound.length >> 1 }, (_, to) =>
    taps.reduce((sum, tap, index) => sum + tap * (sound[2 * to + index - 31] ?? 0), 0),
  );
}

/** The published model as its authors call it: chunk after chunk, its state handed on, the end of each chunk before the next. */
export async function bareModel(): Promise<(sound: Float32Array, rate: 8000 | 16000) => Promise<Span[]>> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(readFileSync(voiceModelPath()), { executionProviders: ["wasm"] });
  return async (sound, rate) => {
    const chunk = rate === 8000 ? 256 : 512;
    const context = chunk / 8;
    const sr = new ort.Tensor("int64", BigInt64Array.from([BigInt(rate)]), []);
    let state: ort.Tensor = new ort.Tensor("float32", new Float32Array(2 * 128), [2, 1, 128]);
    const spans: Span[] = [];
    for (let from = 0; from + chunk <= sound.length; from += chunk) {
      const input = new Float32Array(context + chunk);
      input.set(sound.subarray(Math.max(0, from - context), from + chunk), from === 0 ? context : 0);
      const answer = await session.run({ input: new ort.Tensor("float32", input, [1, input.length]), state, sr });
      if (answer.stateN !== undefined) state = answer.stateN;
      if (Number(answer.output?.data[0]) < threshold) continue;
      const [startMs, endMs] = [(from * 1000) / rate, ((from + chunk) * 1000) / rate];
      const last = spans.at(-1);
      if (last?.endMs === startMs) spans[spans.length - 1] = { startMs: last.startMs, endMs };
      else spans.push({ startMs, endMs });
    }
    return spans;
  };
}

function count(score: Score, { spans, endMs }: ReturnType<typeof marks>, ours: readonly Span[]): void {
  const truth = framesOf(spans, endMs);
  const found = framesOf(ours, endMs);
  truth.forEach((speech, frame) => {
    if (speech && found[frame] === true) score.right++;
    else if (speech) score.missed++;
    else if (found[frame] === true) score.wrong++;
  });
  for (const edge of ["startMs", "endMs"] as const) {
    for (const span of spans) {
      if (span[edge] === 0 || span[edge] === endMs) continue;
      score.edges.push(Math.min(...ours.map((one) => Math.abs(one[edge] - span[edge]))));
    }
  }
}

function framesOf(spans: readonly Span[], endMs: number): Frames {
  return Array.from({ length: Math.floor(endMs / frameMs) }, (_, frame) => {
    const middle = (frame + 0.5) * frameMs;
    return spans.some((span) => span.startMs <= middle && middle < span.endMs);
  });
}

function show(name: string, { right, wrong, missed, edges }: Score): void {
  const sorted = edges.sort((a, b) => a - b);
  const precision = (right / (right + wrong)).toFixed(3);
  const recall = (right / (right + missed)).toFixed(3);
  const middle = Math.round(sorted[sorted.length >> 1] ?? 0);
  console.log(
    `  ${name.padEnd(20)} precision ${precision}, recall ${recall}, edges off by ${middle} ms in the middle (${sorted.length})`,
  );
}

if (import.meta.main) await measureVoiceActivity();
