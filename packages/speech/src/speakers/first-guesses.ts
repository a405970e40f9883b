// First guesses at who speaks when: stretches of speech are put on one side or the other by the height of the voice, and along
// the directions in which they differ most, sound by sound.
import { seededOrder } from "./seeded-order.ts";
import type { SpeechSounds } from "./sounds-of-speech.ts";
import type { Step } from "./steps.ts";
import { cepstra, type VoiceFeatures } from "./voice-features.ts";

const directions = 3;
const longestSteps = 15;
const pauseMs = 150;
/** Rows that a stretch needs to say something about a sound. */
const priorRows = 6;
const rounds = 25;
const mostStretches = 1500;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Whose a row is when nobody's yet. */
const nobody = 2;
/** Guesses that take any two stretches for the two voices. */
const drawn = 40;
const longRows = 30;

/** For each guess and row whose the row is: 0, 1, or 2 for nobody's. */
export function firstGuesses(features: VoiceFeatures, sounds: SpeechSounds, steps: readonly Step[]): Uint8Array[] {
  const stretches = stretchesOf(steps);
  if (stretches.length < 2) return [];
  const places = [pitchPlaces(features, stretches), ...mainDirections(features, sounds, stretches)];
  const split = places.map((place) => {
    const middle = weightedMiddle(place, stretches);
    const owner = new Uint8Array(features.count).fill(nobody);
    for (const [index, { from, to }] of stretches.entries()) owner.fill((place[index] ?? 0) > middle ? 0 : 1, from, to);
    return owner;
  });
  return [...split, ...drawnGuesses(features.count, stretches)];
}

function drawnGuesses(count: number, stretches: readonly Stretch[]): Uint8Array[] {
  const long = stretches.filter(({ from, to }) => to - from >= longRows);
  if (long.length <= 2) return [];
  const order = seededOrder(long.length);
  return Array.from({ length: drawn }, (_, number) => {
    const owner = new Uint8Array(count).fill(nobody);
    for (const voice of [0, 1]) {
      const { from = 0, to = 0 } = long[order[(2 * number + voice) % long.length] ?? 0] ?? {};
      owner.fill(voice, from, to);
    }
    return owner;
  });
}

function stretchesOf(steps: readonly Step[]): Stretch[] {
  const stretches: { from: number; to: number; steps: number }[] = [];
  for (const { from, to, pauseMs: pause } of steps) {
    const last = stretches.at(-1);
    if (last !== undefined && pause < pauseMs && last.steps < longestSteps) {
      last.to = to;
      last.steps++;
    } else stretches.push({ from, to, steps: 1 });
  }
  return stretches.filter(({ from, to }) => to > from);
}

function pitchPlaces({ pitch }: VoiceFeatures, stretches: readonly Stretch[]): Float32Array {
  const heights = stretches.map(({ from, to }) => middleOf([...pitch.subarray(from, to)].filter((one) => one > 0)));
  const all = middleOf(heights.filter((one) => one > 0));
  return Float32Array.from(heights, (one) => (one > 0 ? one : all));
}

const middleOf = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Two groups in one dimension (weighted 2-means): the border between them. */
function weightedMiddle(place: Float32Array, stretches: readonly Stretch[]): number {
  const weight = (index: number) => (stretches[index]?.to ?? 0) - (stretches[index]?.from ?? 0);
  const sorted = [...place].sort((a, b) => a - b);
  let [low, high] = [sorted[sorted.length >> 2] ?? 0, sorted[(3 * sorted.length) >> 2] ?? 0];
  for (let round = 0; round < rounds; round++) {
    const middle = (low + high) / 2;
    const [sums, weights] = [
      [0, 0],
      [1e-9, 1e-9],
    ];
    for (const [index, value] of place.entries()) {
      const side = value > middle ? 1 : 0;
      sums[side] = (sums[side] ?? 0) + weight(index) * value;
      weights[side] = (weights[side] ?? 0) + weight(index);
    }
    [low, high] = [(sums[0] ?? 0) / (weights[0] ?? 1), (sums[1] ?? 0) / (weights[1] ?? 1)];
  }
  return (low + high) / 2;
}

/** Principal components of what stretches differ in, by power iteration; the strongest first. */
function mainDirections(features: VoiceFeatures, sounds: SpeechSounds, stretches: readonly Stretch[]): Float32Array[] {
  const every = Math.ceil(stretches.length / mostStretches);
  const vectors = stretches.map((stretch) => differences(features, sounds, stretch));
  const learnt = vectors.filter((_, index) => index % every === 0);
  const length = sounds.kinds * cepstra;
  const found: Float32Array[] = [];
  for (let number = 0; number < directions; number++) {
    let direction = Float32Array.from({ length }, (_, at) => Math.sin(1 + at * (number + 1.7)));
    for (let round = 0; round < rounds; round++) {
      const next = new Float32Array(length);
      for (const vector of learnt) addTo(next, vector, dot(vector, direction));
      for (const before of found) addTo(next, before, -dot(before, next));
      direction = unit(next);
    }
    found.push(direction);
  }
  return found.map((direction) => Float32Array.from(vectors, (vector) => dot(vector, direction)));
}

/** How a stretch makes each sound, beside the recording's mean, in deviations; little where it hardly makes it. */
function differences({ rows }: VoiceFeatures, sounds: SpeechSounds, { from, to }: Stretch): Float32Array {
  const { kinds, nearest, means, variances } = sounds;
  const sums = new Float32Array(kinds * cepstra);
  const counts = new Float32Array(kinds).fill(priorRows);
  for (let row = from; row < to; row++) {
    for (let place = row * nearest; place < (row + 1) * nearest; place++) {
      const kind = sounds.kind[place] ?? 0;
      const share = sounds.share[place] ?? 0;
      counts[kind] = (counts[kind] ?? 0) + share;
      for (let dim = 0, at = kind * cepstra; dim < cepstra; dim++, at++)
        sums[at] =
          (sums[at] ?? 0) +
          (share * ((rows[row * cepstra + dim] ?? 0) - (means[at] ?? 0))) / Math.sqrt(variances[at] ?? 1);
    }
  }
  return sums.map((sum, at) => sum / Math.sqrt(counts[Math.floor(at / cepstra)] ?? 1));
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

function addTo(into: Float32Array, vector: Float32Array, weight: number): void {
  for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) + weight * (vector[at] ?? 0);
}

function unit(vector: Float32Array): Float32Array<ArrayBuffer> {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
