// Two voices over the same sounds of speech: how each differs from the recording's mean in each sound, and how high it speaks.

import type { SpeechSounds } from "./sounds-of-speech.ts";
import { cepstra, type VoiceFeatures } from "./voice-features.ts";

export interface VoiceModel {
  /** Mean of each sound as this voice makes it. */
  readonly means: Float32Array;
  readonly pitch: { readonly mean: number; readonly deviation: number } | undefined;
  /** How much better the rows are explained by a voice of their own than by the recording's mean, as a logarithm. */
  readonly evidence: number;
}

/** As if so many rows of the recording's mean belonged to every sound of the voice: what was hardly heard stays undecided. */
const priorRows = 12;
const leastPitches = 20;
const leastDeviation = 0.12;
/** No single pitch decides: octave errors happen. */
const mostOfPitch = 2;
/** Rows next to one another tell the same thing twice: how much of each is news. */
export const news = 0.25;
/** Evidence asks more than the models do: a voice of its own must show in many rows. */
const evidencePrior = 30;

/** @param owner whose each row is; @param voice whose rows make the model */
export function voiceModel(
  { count, rows, pitch }: VoiceFeatures,
  sounds: SpeechSounds,
  owner: Uint8Array,
  voice: number,
): VoiceModel {
  const { kinds, nearest } = sounds;
  const sums = Float64Array.from(sounds.means, (mean) => priorRows * mean);
  const counts = new Float64Array(kinds).fill(priorRows);
  let [pitches, pitchSum, pitchSquares] = [0, 0, 0];
  for (let row = 0; row < count; row++) {
    if (owner[row] !== voice) continue;
    for (let place = row * nearest; place < (row + 1) * nearest; place++) {
      const kind = sounds.kind[place] ?? 0;
      const part = sounds.share[place] ?? 0;
      counts[kind] = (counts[kind] ?? 0) + part;
      for (let dim = 0, at = kind * cepstra, from = row * cepstra; dim < cepstra; dim++, at++, from++)
        sums[at] = (sums[at] ?? 0) + part * (rows[from] ?? 0);
    }
    const height = pitch[row] ?? 0;
    if (height > 0) {
      pitches++;
      pitchSum += height;
      pitchSquares += height * height;
    }
  }
  const mean = pitchSum / Math.max(1, pitches);
  const deviation = Math.sqrt(Math.max(leastDeviation ** 2, pitchSquares / Math.max(1, pitches) - mean * mean));
  const known = pitches >= leastPitches;
  return {
    means: Float32Array.from(sums, (sum, at) => sum / (counts[Math.floor(at / cepstra)] ?? 1)),
    pitch: known ? { mean, deviation } : undefined,
    evidence: evidenceOf(sounds, sums, counts) - (known ? news * pitches * (0.5 + Math.log(deviation)) : 0),
  };
}

/** The logarithm of Bayes' factor, sound by sound, for means drawn around the recording's. */
function evidenceOf({ kinds, means, variances }: SpeechSounds, sums: Float64Array, counts: Float64Array): number {
  let evidence = 0;
  for (let kind = 0; kind < kinds; kind++) {
    const rows = news * ((counts[kind] ?? 0) - priorRows);
    for (let at = kind * cepstra; at < (kind + 1) * cepstra; at++) {
      const apart = news * ((sums[at] ?? 0) - (counts[kind] ?? 0) * (means[at] ?? 0));
      evidence += (0.5 * apart * apart) / (rows + evidencePrior) / (variances[at] ?? 1);
      evidence -= 0.5 * Math.log((rows + evidencePrior) / evidencePrior);
    }
  }
  return evidence;
}

/** For each row how much likelier it is of the first voice than of the second, as a difference of logarithms. */
export function compareVoices(
  { count, rows, pitch }: VoiceFeatures,
  sounds: SpeechSounds,
  one: VoiceModel,
  other: VoiceModel,
): Float32Array {
  const { kinds, nearest, variances } = sounds;
  const slopes = new Float32Array(kinds * cepstra);
  const steps = new Float32Array(kinds);
  for (let at = 0; at < slopes.length; at++) {
    const [a, b, variance] = [one.means[at] ?? 0, other.means[at] ?? 0, variances[at] ?? 1];
    slopes[at] = (a - b) / variance;
    const kind = Math.floor(at / cepstra);
    steps[kind] = (steps[kind] ?? 0) - (a * a - b * b) / (2 * variance);
  }
  const likelier = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    let sum = comparePitch(pitch[row] ?? 0, one, other);
    for (let place = row * nearest; place < (row + 1) * nearest; place++) {
      const kind = sounds.kind[place] ?? 0;
      let value = steps[kind] ?? 0;
      for (let dim = 0, at = kind * cepstra, from = row * cepstra; dim < cepstra; dim++, at++, from++)
        value += (slopes[at] ?? 0) * (rows[from] ?? 0);
      sum += (sounds.share[place] ?? 0) * value;
    }
    likelier[row] = sum;
  }
  return likelier;
}

function comparePitch(height: number, { pitch: one }: VoiceModel, { pitch: other }: VoiceModel): number {
  if (height === 0 || one === undefined || other === undefined) return 0;
  const value = pitchLikelihood(height, one) - pitchLikelihood(height, other);
  return Math.max(-mostOfPitch, Math.min(mostOfPitch, value));
}

const pitchLikelihood = (height: number, { mean, deviation }: { mean: number; deviation: number }) =>
  -0.5 * ((height - mean) / deviation) ** 2 - Math.log(deviation);
