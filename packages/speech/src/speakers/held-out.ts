// Would the voices be told apart again? Models of one half of the turns name the other half: what was only found because it was
// looked for doesn't come back.
import type { SpeechSounds } from "./sounds-of-speech.ts";
import { type Step, stepsLikelier } from "./steps.ts";
import type { VoiceFeatures } from "./voice-features.ts";
import { compareVoices, voiceModel } from "./voice-models.ts";

/** About a second of speech is named at once. */
const namedSteps = 10;

/** Share of speech that the other half's models give the same voice, each voice counting the same: 0.5 is chance. */
export function heldOutAgreement(
  features: VoiceFeatures,
  sounds: SpeechSounds,
  steps: readonly Step[],
  voice: Uint8Array,
): number {
  const half = halvesOf(voice);
  const [same, all] = [
    [0, 0],
    [0, 0],
  ];
  for (const held of [0, 1]) {
    const owner = new Uint8Array(features.count).fill(2);
    for (const [index, { from, to }] of steps.entries())
      if (half[index] !== held) owner.fill(voice[index] ?? 0, from, to);
    const likelier = stepsLikelier(
      steps,
      compareVoices(features, sounds, voiceModel(features, sounds, owner, 0), voiceModel(features, sounds, owner, 1)),
    );
    for (const { from, to } of runsOf(voice)) {
      if (half[from] !== held) continue;
      const own = voice[from] ?? 0;
      for (let at = from; at < to; at += namedSteps) {
        const part = likelier.subarray(at, Math.min(to, at + namedSteps));
        const sum = part.reduce((total, one) => total + one, 0);
        all[own] = (all[own] ?? 0) + part.length;
        if (sum > 0 === (own === 0)) same[own] = (same[own] ?? 0) + part.length;
      }
    }
  }
  const share = (own: number) => (all[own] === 0 ? 0.5 : (same[own] ?? 0) / (all[own] ?? 1));
  return (share(0) + share(1)) / 2;
}

function runsOf(voice: Uint8Array): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let index = 0; index < voice.length; index++) {
    const last = runs.at(-1);
    if (last !== undefined && voice[index] === voice[index - 1]) last.to = index + 1;
    else runs.push({ from: index, to: index + 1 });
  }
  return runs;
}

/** Turns of each voice belong to the two halves in turn. */
function halvesOf(voice: Uint8Array): Uint8Array {
  const half = new Uint8Array(voice.length);
  const next = [0, 0];
  for (const { from, to } of runsOf(voice)) {
    const own = voice[from] ?? 0;
    half.fill(next[own] ?? 0, from, to);
    next[own] = 1 - (next[own] ?? 0);
  }
  return half;
}
