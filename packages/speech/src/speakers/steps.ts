// Speech cut into steps of a tenth of a second, and the likeliest way through them: who speaks stays who speaks for a while, and
// changes rather after a pause than within a word.
import { frameMs, type Span } from "../measure/sound-measures.ts";
import type { VoiceFeatures } from "./voice-features.ts";
import { news } from "./voice-models.ts";

const stepMs = 100;

export interface Step extends Span {
  /** Rows of the features that lie in it. */
  readonly from: number;
  readonly to: number;
  /** Silence since the step before. */
  readonly pauseMs: number;
}

export function stepsOf(speech: readonly Span[], { frames, count }: VoiceFeatures): Step[] {
  const steps: Step[] = [];
  let row = 0;
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs } of speech) {
    for (let at = startMs; at < endMs; at += stepMs) {
      const until = endMs - at < 1.5 * stepMs ? endMs : at + stepMs;
      while (row < count && (frames[row] ?? 0) * frameMs < at) row++;
      const from = row;
      while (row < count && (frames[row] ?? 0) * frameMs < until) row++;
      steps.push({ startMs: at, endMs: until, from, to: row, pauseMs: at - lastEnd });
      lastEnd = until;
      if (until === endMs) break;
    }
  }
  return steps;
}

/** What it costs to change the voice, as a difference of logarithms: within a word, and after a pause. */
const changeWithin = 12;
const changeAfterPause = 2;
const pauseMs = 150;
/** Without a pause, a voice keeps the word for so many steps. */
const leastSteps = 5;

/** For each step how much likelier the first voice is than the second. */
export function stepsLikelier(steps: readonly Step[], rowLikelier: Float32Array): Float32Array {
  return Float32Array.from(steps, ({ from, to }) => {
    let sum = 0;
    for (let row = from; row < to; row++) sum += rowLikelier[row] ?? 0;
    return sum * news;
  });
}

/**
 * The voice of each step, 0 or 1.
 * @param likelier for each step how much likelier the first voice is
 */
export function likeliestPath(steps: readonly Step[], likelier: Float32Array): Uint8Array {
  const states = 2 * leastSteps;
  const came = new Uint8Array(steps.length * states);
  let scores = new Float64Array(states).fill(Number.NEGATIVE_INFINITY);
  scores[0] = 0;
  scores[leastSteps] = 0;
  for (const [index, step] of steps.entries()) {
    const next = new Float64Array(states).fill(Number.NEGATIVE_INFINITY);
    const paused = step.pauseMs >= pauseMs;
    const cost = paused ? changeAfterPause : changeWithin;
    for (let state = 0; state < states && index > 0; state++) {
      const score = scores[state] ?? 0;
      if (score === Number.NEGATIVE_INFINITY) continue;
      const [voice, age] = [Math.floor(state / leastSteps), state % leastSteps];
      const stay = voice * leastSteps + Math.min(leastSteps - 1, age + 1);
      if (score > (next[stay] ?? 0)) {
        next[stay] = score;
        came[index * states + stay] = state;
      }
      const change = (1 - voice) * leastSteps;
      if ((paused || age === leastSteps - 1) && score - cost > (next[change] ?? 0)) {
        next[change] = score - cost;
        came[index * states + change] = state;
      }
    }
    if (index === 0) next.set(scores);
    const value = 0.5 * (likelier[index] ?? 0);
    for (let state = 0; state < states; state++)
      next[state] = (next[state] ?? 0) + (state < leastSteps ? value : -value);
    scores = next;
  }
  let state = 0;
  for (let one = 1; one < states; one++) if ((scores[one] ?? 0) > (scores[state] ?? 0)) state = one;
  const voice = new Uint8Array(steps.length);
  for (let index = steps.length - 1; index >= 0; index--) {
    voice[index] = state < leastSteps ? 0 : 1;
    state = came[index * states + state] ?? 0;
  }
  return voice;
}
