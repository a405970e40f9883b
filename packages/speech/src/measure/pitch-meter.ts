// Pitch 音调 of a voice as it comes: where 40 ms of sound are most like themselves a little later (normalised cross-correlation).
import { growing } from "./growing.ts";

export interface PitchMeter {
  take(sound: Float32Array): void;
  /** Tenths of a hertz for each frame, 0 where nothing repeats itself. */
  done(): Uint16Array;
}

/** Half of the telephone's rate: harmonics up to 2 kHz are enough, and the work is a quarter. */
const rateHz = 4000;
const lowestHz = 65;
const highestHz = 500;
const shortestLag = Math.floor(rateHz / highestHz);
const longestLag = Math.ceil(rateHz / lowestHz);
const windowSamples = 160;
/** Every second frame is looked at. */
const step = 80;
const leastLikeness = 0.55;
/** A shorter period that is nearly as good is the true one; longer ones repeat it. */
const nearlyAsGood = 0.87;
/** Mean square of −60 dB: nobody speaks so low. */
const quiet = 1e-6;

export function pitchMeter(): PitchMeter {
  const pitches = growing(Uint16Array);
  const length = windowSamples + longestLag + 2;
  const held = new Float32Array(length + step);
  let filled = (length - step) >> 1;
  let [odd, before] = [false, 0];
  const run = () => {
    const tenths = Math.round(10 * pitchIn(held));
    pitches.push(tenths);
    pitches.push(tenths);
    held.copyWithin(0, step);
    filled -= step;
  };
  return {
    take(sound) {
      let at = 0;
      if (odd && sound.length > 0) {
        held[filled++] = 0.5 * (before + (sound[0] ?? 0));
        at = 1;
        if (filled === length) run();
      }
      while (at + 1 < sound.length) {
        const room = Math.min(length - filled, (sound.length - at) >> 1);
        const to = filled;
        for (let index = 0; index < room; index++, at += 2) {
          held[to + index] = 0.5 * ((sound[at] ?? 0) + (sound[at + 1] ?? 0));
        }
        filled += room;
        if (filled === length) run();
      }
      odd = at < sound.length;
      if (odd) before = sound[at] ?? 0;
    },
    done: () => pitches.done(),
  };
}

const likeness = new Float32Array(longestLag + 2);

/** Hertz, or 0. */
function pitchIn(sound: Float32Array): number {
  let own = 0;
  for (let at = 0; at < windowSamples; at++) own += (sound[at] ?? 0) ** 2;
  if (own < quiet * windowSamples) return 0;
  let later = 0;
  for (let at = shortestLag - 1; at < shortestLag - 1 + windowSamples; at++) later += (sound[at] ?? 0) ** 2;
  let best = 0;
  for (let lag = shortestLag - 1; lag <= longestLag + 1; lag++) {
    let product = 0;
    for (let at = 0; at < windowSamples; at++) product += (sound[at] ?? 0) * (sound[at + lag] ?? 0);
    const value = product / Math.sqrt(own * later + 1e-12);
    likeness[lag] = value;
    if (lag >= shortestLag && lag <= longestLag && value > best) best = value;
    later += (sound[lag + windowSamples] ?? 0) ** 2 - (sound[lag] ?? 0) ** 2;
  }
  if (best < leastLikeness) return 0;
  for (let lag = shortestLag; lag <= longestLag; lag++) {
    const [left, here, right] = [likeness[lag - 1] ?? 0, likeness[lag] ?? 0, likeness[lag + 1] ?? 0];
    if (here < best * nearlyAsGood || here < left || here < right) continue;
    const bend = left - 2 * here + right;
    const shift = bend === 0 ? 0 : (0.5 * (left - right)) / bend;
    return rateHz / (lag + Math.max(-0.5, Math.min(0.5, shift)));
  }
  return 0;
}
