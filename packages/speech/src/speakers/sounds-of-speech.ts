// The sounds that a recording's speech is made of, whoever speaks: a mixture of Gaussians over all rows, and which of them each
// row is most likely one of. Voices are compared sound by sound, so that what is said doesn't pass for who says it.
import { seededOrder } from "./seeded-order.ts";

export interface SpeechSounds {
  readonly kinds: number;
  readonly dims: number;
  /** `kinds` × `dims`. */
  readonly means: Float32Array;
  readonly variances: Float32Array;
  /** For each row its `nearest` kinds, and how likely each of them is. */
  readonly nearest: number;
  readonly kind: Uint8Array;
  readonly share: Float32Array;
}

const nearest = 3;
const rounds = 8;
const leastVariance = 0.05;
/** More rows than this say nothing new of the sounds. */
const mostLearnt = 30_000;

export function speechSounds(rows: Float32Array, dims: number, kinds: number): SpeechSounds {
  const count = rows.length / dims;
  const order = seededOrder(count).subarray(0, mostLearnt);
  const model = {
    kinds,
    dims,
    means: Float32Array.from(
      { length: kinds * dims },
      (_, at) => rows[(order[Math.floor(at / dims)] ?? 0) * dims + (at % dims)] ?? 0,
    ),
    variances: new Float32Array(kinds * dims).fill(1),
    weights: new Float32Array(kinds).fill(1 / kinds),
  };
  for (let round = 0; round < rounds; round++) learn(model, rows, order);
  const kind = new Uint8Array(count * nearest);
  const share = new Float32Array(count * nearest);
  const likely = new Float32Array(kinds);
  const constants = constantsOf(model);
  for (let row = 0; row < count; row++) {
    likelihoods(model, constants, rows, row, likely);
    for (let place = 0; place < nearest; place++) {
      let best = 0;
      for (let one = 1; one < kinds; one++) if ((likely[one] ?? 0) > (likely[best] ?? 0)) best = one;
      kind[row * nearest + place] = best;
      share[row * nearest + place] = likely[best] ?? 0;
      likely[best] = -1;
    }
  }
  return { kinds, dims, means: model.means, variances: model.variances, nearest, kind, share };
}

interface Mixture {
  readonly kinds: number;
  readonly dims: number;
  readonly means: Float32Array;
  readonly variances: Float32Array;
  readonly weights: Float32Array;
}

function learn(model: Mixture, rows: Float32Array, order: Uint32Array): void {
  const { kinds, dims, means, variances, weights } = model;
  const counts = new Float64Array(kinds).fill(1e-3);
  const sums = new Float64Array(kinds * dims);
  const squares = new Float64Array(kinds * dims);
  const likely = new Float32Array(kinds);
  const constants = constantsOf(model);
  for (const row of order) {
    likelihoods(model, constants, rows, row, likely);
    for (let kind = 0; kind < kinds; kind++) {
      const share = likely[kind] ?? 0;
      if (share < 1e-3) continue;
      counts[kind] = (counts[kind] ?? 0) + share;
      for (let dim = 0, at = kind * dims, from = row * dims; dim < dims; dim++, at++, from++) {
        const value = rows[from] ?? 0;
        sums[at] = (sums[at] ?? 0) + share * value;
        squares[at] = (squares[at] ?? 0) + share * value * value;
      }
    }
  }
  for (let kind = 0; kind < kinds; kind++) {
    const total = counts[kind] ?? 1;
    weights[kind] = total / (order.length + 1);
    for (let dim = 0, at = kind * dims; dim < dims; dim++, at++) {
      const mean = (sums[at] ?? 0) / total;
      means[at] = mean;
      // As if a few rows of the whole recording (variance 1) belonged to every kind.
      variances[at] = Math.max(leastVariance, ((squares[at] ?? 0) - total * mean * mean + 5) / (total + 5));
    }
  }
}

function constantsOf({ kinds, dims, variances, weights }: Mixture): Float32Array {
  return Float32Array.from({ length: kinds }, (_, kind) => {
    let sum = Math.log(weights[kind] ?? 0);
    for (let at = kind * dims; at < (kind + 1) * dims; at++) sum -= 0.5 * Math.log(variances[at] ?? 1);
    return sum;
  });
}

/** How likely the row is to be of each kind; they sum to 1. */
function likelihoods(
  { kinds, dims, means, variances }: Mixture,
  constants: Float32Array,
  rows: Float32Array,
  row: number,
  into: Float32Array,
): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let kind = 0; kind < kinds; kind++) {
    let distance = 0;
    for (let at = kind * dims, from = row * dims; at < (kind + 1) * dims; at++, from++) {
      const difference = (rows[from] ?? 0) - (means[at] ?? 0);
      distance += (difference * difference) / (variances[at] ?? 1);
    }
    const value = (constants[kind] ?? 0) - 0.5 * distance;
    into[kind] = value;
    if (value > most) most = value;
  }
  let sum = 0;
  for (let kind = 0; kind < kinds; kind++) {
    const value = Math.exp((into[kind] ?? 0) - most);
    into[kind] = value;
    sum += value;
  }
  for (let kind = 0; kind < kinds; kind++) into[kind] = (into[kind] ?? 0) / sum;
}
