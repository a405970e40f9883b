// Voices told apart by models: sherpa-onnx's speaker segmentation and speaker embedding, where both are installed. They run in a
// process of their own, since the runtime ends its process over a file that is no model.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { OpenRecording } from "../conversation.ts";
import { resampler } from "../measure/resample.ts";
import type { SoundMeasures } from "../measure/sound-measures.ts";
import { modelHz } from "../recognisers/sound-at.ts";
import { partByVoice } from "./part-voices.ts";
import { agreementOf } from "./voice-agreement.ts";
import type { VoiceSegment, Voices } from "./voices.ts";

export interface VoiceModels {
  /** File of a pyannote segmentation model. */
  readonly segmentation: string;
  /** File of a speaker embedding model. */
  readonly embedding: string;
}

/** Two independent methods that agree are as sure as our own is at best; where ours says otherwise nobody has measured who is right. */
const agreed = 0.95;
const disputed = 0.5;
/** Longer recordings don't fit into the memory that is promised: the models want all samples at once. */
const longestMs = 3_600_000;

/** With what is installed; without it, or where it fails, by the sound of the voices alone. */
export function voiceParter(
  models: VoiceModels | undefined,
): (open: OpenRecording, measures: SoundMeasures) => Promise<Voices> {
  return async (open, measures) => {
    const own = await partByVoice(open, measures);
    if (models === undefined || own.segments.length === 0 || measures.durationMs > longestMs) return own;
    const segments = await byModels(open, models);
    if (segments === undefined || segments.length === 0) return own;
    const labels = [...new Set(segments.map(({ voice }) => voice))].sort();
    const agreement = agreementOf(segments, own.segments);
    return { by: "segment", labels, segments, confidence: Math.max(disputed, agreed * (2 * agreement - 1)) };
  };
}

interface FoundSegment {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  readonly speaker: number;
}

const limitMs = 1_800_000;
const program = fileURLToPath(new URL("./model-parting-process.ts", import.meta.url));

/** Undefined where the addon is missing, or a model is none. */
async function byModels(open: OpenRecording, models: VoiceModels): Promise<VoiceSegment[] | undefined> {
  const child = spawn(process.execPath, [program, JSON.stringify(models)], {
    stdio: ["pipe", "pipe", "ignore"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("close", resolve);
  });
  let answer = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    answer += piece;
  });
  child.stdin.on("error", () => {});
  const decoding = await open();
  const { take, rest } = resampler(decoding.format.sampleRateHz, modelHz);
  const send = async (sound: Float32Array) => {
    const samples = Int16Array.from(sound, (one) => Math.max(-32_768, Math.min(32_767, Math.round(one * 32_768))));
    if (!child.stdin.write(new Uint8Array(samples.buffer)))
      await Promise.race([new Promise((resolve) => child.stdin.once("drain", resolve)), ended]);
  };
  for await (const { channels } of decoding.blocks) await send(take(channels[0] ?? new Int16Array(0)));
  await send(rest());
  child.stdin.end();
  if ((await ended) !== 0) return undefined;
  return named(JSON.parse(answer.split("\n").findLast((line) => line.startsWith("[")) ?? "[]") as FoundSegment[]);
}

/** Who is heard first is the first voice. */
function named(found: readonly FoundSegment[]): VoiceSegment[] {
  const sorted = found.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const speakers = [...new Set(sorted.map(({ speaker }) => speaker))];
  return sorted.map(({ start, end, speaker }) => ({
    startMs: Math.round(start * 1000),
    endMs: Math.round(end * 1000),
    voice: `voice-${speakers.indexOf(speaker) + 1}`,
  }));
}
