// Learns one meaning from examples: logistic regression on hashed n-grams, by AdaGrad, always in the same order.
import { type Features, featureCount } from "./features.ts";

/** An example with its label and how much it counts. */
export interface Example {
  readonly features: Features;
  readonly is: boolean;
  readonly weight: number;
}

export interface Weights {
  readonly bias: number;
  readonly own: Float32Array;
  readonly before: Float32Array;
}

export interface LearnOptions {
  readonly rounds: number;
  readonly rate: number;
  readonly decay: number;
  /** Reads what was said before, too. */
  readonly context: boolean;
}

export const learnOptions: LearnOptions = { rounds: 8, rate: 0.35, decay: 2e-5, context: true };

/** How strongly the turn before counts beside the turn itself. */
export const contextShare = 0.5;

export function learn(examples: readonly Example[], options: LearnOptions = learnOptions): Weights {
  const own = new Float32Array(featureCount);
  const before = new Float32Array(featureCount);
  const ownSquares = new Float32Array(featureCount).fill(1e-3);
  const beforeSquares = new Float32Array(featureCount).fill(1e-3);
  let bias = 0;
  let biasSquares = 1e-3;
  const order = examples.map((_, index) => index);
  for (let round = 0; round < options.rounds; round += 1) {
    shuffle(order, round + 1);
    for (const index of order) {
      const example = examples[index];
      if (example === undefined) continue;
      const error =
        (sigmoid(logit({ bias, own, before }, example.features, options.context)) - (example.is ? 1 : 0)) *
        example.weight;
      if (Math.abs(error) < 1e-4) continue;
      step(own, ownSquares, example.features.own, error, options);
      if (options.context) step(before, beforeSquares, example.features.before, error * contextShare, options);
      biasSquares += error * error;
      bias -= (options.rate * error) / Math.sqrt(biasSquares);
    }
  }
  return { bias, own, before };
}

function step(
  weights: Float32Array,
  squares: Float32Array,
  active: Uint16Array,
  error: number,
  { rate, decay }: LearnOptions,
): void {
  const slope = error / Math.sqrt(active.length || 1);
  for (const at of active) {
    const gradient = slope + decay * (weights[at] ?? 0);
    const square = (squares[at] ?? 0) + gradient * gradient;
    squares[at] = square;
    weights[at] = (weights[at] ?? 0) - (rate * gradient) / Math.sqrt(square);
  }
}

/** The log odds that the turn means it, before calibration. */
export function logit(weights: Weights, { own, before }: Features, context = true): number {
  let sum = 0;
  for (const at of own) sum += weights.own[at] ?? 0;
  let total = weights.bias + sum / Math.sqrt(own.length || 1);
  if (!context || before.length === 0) return total;
  let prior = 0;
  for (const at of before) prior += weights.before[at] ?? 0;
  total += (contextShare * prior) / Math.sqrt(before.length);
  return total;
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** A fixed shuffle (xorshift), so that the same examples always teach the same weights. */
function shuffle(order: number[], seed: number): void {
  let state = seed * 2654435761;
  for (let last = order.length - 1; last > 0; last -= 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const pick = (state >>> 0) % (last + 1);
    const held = order[last] ?? 0;
    order[last] = order[pick] ?? 0;
    order[pick] = held;
  }
}
