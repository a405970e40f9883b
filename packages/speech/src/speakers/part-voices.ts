// Who speaks in a recording of one channel 单声道分人: the voices are told apart by their sound, without a model from elsewhere.
import type { OpenRecording } from "../conversation.ts";
import type { SoundMeasures } from "../measure/sound-measures.ts";
import { heldOutAgreement } from "./held-out.ts";
import { howSure } from "./how-sure.ts";
import { type Step, stepsOf } from "./steps.ts";
import { twoVoices } from "./two-voices.ts";
import { type VoiceFeatures, voiceFeatures } from "./voice-features.ts";
import type { VoiceSegment, Voices } from "./voices.ts";

/** Two voices; or one where nothing tells two apart: a single person speaks, or two whose voices are alike, and nothing is sure.
 * @throws AppError of decoding */
export async function partByVoice(open: OpenRecording, { channels }: SoundMeasures): Promise<Voices> {
  const [channel] = channels;
  if (channel === undefined) return { by: "segment", labels: [], segments: [], confidence: 0 };
  const features = await voiceFeatures(await open(), channel);
  const steps = stepsOf(channel.speech, features);
  const found = twoVoices(features, steps);
  const first = found.voice[0] ?? 0;
  const two = segmentsOf(steps, (index) => (found.voice[index] === first ? "voice-1" : "voice-2"));
  const heldOut = heldOutAgreement(features, found.sounds, steps, found.voice);
  const confidence = howSure(two, found.agreement, heldOut);
  const apart = confidence > 0 || pitchGap(features, steps, found.voice) > clearlyApart;
  const segments = apart ? two : segmentsOf(steps, () => "voice-1");
  return { by: "segment", labels: [...new Set(segments.map(({ voice }) => voice))].sort(), segments, confidence };
}

/** Octaves between the usual heights of two voices that no single one has. */
const clearlyApart = 0.4;

function pitchGap({ pitch }: VoiceFeatures, steps: readonly Step[], voice: Uint8Array): number {
  const [low = 0, high = 0] = [0, 1].map((wanted) => {
    const own = steps.flatMap(({ from, to }, index) => (voice[index] === wanted ? [...pitch.subarray(from, to)] : []));
    const known = own.filter((height) => height > 0).sort((a, b) => a - b);
    return known[known.length >> 1];
  });
  return low === 0 || high === 0 ? 0 : Math.abs(low - high);
}

/** Steps that touch and belong to one voice are one segment. */
function segmentsOf(steps: readonly Step[], voiceOf: (index: number) => string): VoiceSegment[] {
  const segments: { startMs: number; endMs: number; voice: string }[] = [];
  for (const [index, { startMs, endMs }] of steps.entries()) {
    const voice = voiceOf(index);
    const last = segments.at(-1);
    if (last?.endMs === startMs && last.voice === voice) last.endMs = endMs;
    else segments.push({ startMs, endMs, voice });
  }
  return segments;
}
