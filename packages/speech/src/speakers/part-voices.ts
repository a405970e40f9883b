// Who speaks in a recording of one channel 单声道分人: the voices are told apart by their sound, without a model from elsewhere.
import type { OpenRecording } from "../conversation.ts";
import type { SoundMeasures } from "../measure/sound-measures.ts";
import { heldOutAgreement } from "./held-out.ts";
import { howSure } from "./how-sure.ts";
import { type Step, stepsOf } from "./steps.ts";
import { twoVoices } from "./two-voices.ts";
import { voiceFeatures } from "./voice-features.ts";
import type { VoiceSegment, Voices } from "./voices.ts";

/** Two voices, or one where less was said than two people say.
 * @throws AppError of decoding */
export async function partByVoice(open: OpenRecording, { channels }: SoundMeasures): Promise<Voices> {
  const [channel] = channels;
  if (channel === undefined) return { by: "segment", labels: [], segments: [], confidence: 0 };
  const features = await voiceFeatures(await open(), channel);
  const steps = stepsOf(channel.speech, features);
  const found = twoVoices(features, steps);
  const first = found.voice[0] ?? 0;
  const segments = segmentsOf(steps, (index) => (found.voice[index] === first ? "voice-1" : "voice-2"));
  const labels = [...new Set(segments.map(({ voice }) => voice))].sort();
  const heldOut = heldOutAgreement(features, found.sounds, steps, found.voice);
  return { by: "segment", labels, segments, confidence: howSure(segments, found.agreement, heldOut) };
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
