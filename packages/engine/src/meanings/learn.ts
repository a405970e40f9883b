// Learns one meaning from examples: logistic regression on hashed n-grams by FTRL-Proximal (McMahan et al. 2013), which
// leaves most weights at nothing. Always in the same order, so the same examples teach the same weights.
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
  /** How much evidence a weight needs before it leaves nothing. */
  readonly sparsity: number;
  readonly decay: number;
  /** Reads what was said before, too. */
  readonly context: boolean;
}

export const learnOptions: LearnOptions = { rounds: 12, rate: 2, sparsity: 0.4, decay: 0.02, context: true };

/** How strongly the turn before counts beside the turn itself. */
export const contextShare = 0.5;

export function learn(examples: readonly Example[], options: LearnOptions = learnOptions): Weights {
  const own = new Coordinates(options);
  const before = new Coordinates(options);
  let bias = 0;
  let biasSquares = 1;
  const order = examples.map((_, index) => index);
  for (let round = 0; round < options.rounds; round += 1) {
    shuffle(order, round + 1);
    for (const index of order) {
      const { features, is, weight } = examples[index] as Example;
      const said = logit({ bias, own: own.weights, before: before.weights }, features, options.context);
      const error = (sigmoid(said) - (is ? 1 : 0)) * weight;
      own.step(features.own, error / Math.sqrt(features.own.length || 1));
      if (options.context)
        before.step(features.before, (contextShare * error) / Math.sqrt(features.before.length || 1));
      biasSquares += error * error;
      bias -= (options.rate * error) / Math.sqrt(biasSquares);
    }
  }
  return { bias, own: own.weights, before: before.weights };
}

/** Weights with what FTRL keeps of each: the sum that moves it and the squares that slow it down. */
class Coordinates {
  readonly weights = new Float32Array(featureCount);
  readonly #sums = new Float32Array(featureCount);
  readonly #squares = new Float32Array(featureCount);
  readonly #options: LearnOptions;

  constructor(options: LearnOptions) {
    this.#options = options;
  }

  step(active: Uint32Array, gradient: number): void {
    const { rate, sparsity, decay } = this.#options;
    for (const at of active) {
      const squares = this.#squares[at] as number;
      const more = squares + gradient * gradient;
      const slower = (Math.sqrt(more) - Math.sqrt(squares)) / rate;
      const sum = (this.#sums[at] as number) + gradient - slower * (this.weights[at] as number);
      this.#sums[at] = sum;
      this.#squares[at] = more;
      const beyond = Math.abs(sum) - sparsity;
      this.weights[at] = beyond <= 0 ? 0 : (-Math.sign(sum) * beyond) / ((0.1 + Math.sqrt(more)) / rate + decay);
    }
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
