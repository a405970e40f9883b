// Two voices told apart: from many first guesses the models of the voices and the way through the call are found in turns; the
// outcome for which there is most evidence stands.
import { firstGuesses } from "./first-guesses.ts";
import { type SpeechSounds, speechSounds } from "./sounds-of-speech.ts";
import { likeliestPath, type Step, stepsLikelier } from "./steps.ts";
import { cepstra, type VoiceFeatures } from "./voice-features.ts";
import { compareVoices, voiceModel } from "./voice-models.ts";

const kinds = 16;
const mostRounds = 12;

export interface TwoVoices {
  /** 0 or 1 for each step. */
  readonly voice: Uint8Array;
  readonly evidence: number;
  readonly sounds: SpeechSounds;
  /** Share of speech on which the other guesses, once refined, agree with the best. */
  readonly agreement: number;
}

export function twoVoices(features: VoiceFeatures, steps: readonly Step[]): TwoVoices {
  const sounds = speechSounds(features.rows, cepstra, kinds);
  const outcomes = firstGuesses(features, sounds, steps).map((guess) => refined(features, sounds, steps, guess));
  const [best = { voice: new Uint8Array(steps.length), evidence: 0 }, ...others] = outcomes.toSorted(
    (a, b) => b.evidence - a.evidence,
  );
  const agreements = others.map(({ voice }) => sameShare(voice, best.voice));
  const agreement = agreements.reduce((sum, one) => sum + one, 0) / Math.max(1, agreements.length);
  return { ...best, sounds, agreement };
}

interface Outcome {
  readonly voice: Uint8Array;
  readonly evidence: number;
}

/** @param guess whose each row is at first */
function refined(features: VoiceFeatures, sounds: SpeechSounds, steps: readonly Step[], guess: Uint8Array): Outcome {
  let owner = guess;
  let voice = new Uint8Array(steps.length);
  let evidence = 0;
  for (let round = 0; round < mostRounds; round++) {
    const one = voiceModel(features, sounds, owner, 0);
    const other = voiceModel(features, sounds, owner, 1);
    const next = likeliestPath(steps, stepsLikelier(steps, compareVoices(features, sounds, one, other)));
    evidence = one.evidence + other.evidence;
    const same = round > 0 && next.every((value, index) => value === voice[index]);
    voice = Uint8Array.from(next);
    if (same) break;
    owner = ownersOf(steps, voice, features.count);
  }
  return { voice, evidence };
}

function ownersOf(steps: readonly Step[], voice: Uint8Array, count: number): Uint8Array {
  const owner = new Uint8Array(count);
  for (const [index, { from, to }] of steps.entries()) owner.fill(voice[index] ?? 0, from, to);
  return owner;
}

/** Whichever voice was called the first. */
function sameShare(one: Uint8Array, other: Uint8Array): number {
  const same = one.reduce((sum, voice, index) => sum + (voice === other[index] ? 1 : 0), 0);
  return Math.max(same, one.length - same) / Math.max(1, one.length);
}
