// Syllables 音节 without words: each has one kernel, which is a voiced peak of the energy between dips
// (after N. H. de Jong and T. Wempe, 2009, with the band of a telephone).
import { growing } from "./growing.ts";
import { levelOf } from "./level-meter.ts";
import { portion } from "./portion.ts";
import { frameMs, type Span, silentLevel } from "./sound-measures.ts";

/** 310–2500 Hz: vowels are there, hum and hiss are not. */
const lowestBin = 10;
const highestBin = 80;

export interface EnvelopeMeter {
  take(power: Float32Array | undefined): void;
  done(): Int16Array;
}

export function envelopeMeter(): EnvelopeMeter {
  const levels = growing(Int16Array);
  return {
    take(power) {
      let sum = 0;
      if (power !== undefined) for (let bin = lowestBin; bin < highestBin; bin++) sum += power[bin] ?? 0;
      levels.push(Math.max(silentLevel, levelOf(sum / 1e4)));
    },
    done: () => levels.done(),
  };
}

/** Hundredths of a decibel between a kernel and the dip before it. */
const leastDip = 200;
/** A kernel is at most so far under the stretch's loud ones. */
const underLoud = 1500;
const shortestFrames = 9;

/** 1 at each kernel within the stretches of speech. */
export function syllableKernels(envelope: Int16Array, pitch: Uint16Array, speech: readonly Span[]): Uint8Array {
  const kernels = new Uint8Array(envelope.length);
  for (const { startMs, endMs } of speech) {
    const [from, to] = [startMs / frameMs, Math.min(envelope.length, endMs / frameMs)];
    const smooth = new Float64Array(Math.max(0, to - from));
    for (let index = 0; index < smooth.length; index++) smooth[index] = smoothed(envelope, from + index);
    const least = (portion(smooth, 0.9) ?? 0) - underLoud;
    let [dip, last] = [silentLevel, -shortestFrames];
    for (let index = 0; index < smooth.length; index++) {
      const here = smooth[index] ?? silentLevel;
      dip = Math.min(dip, here);
      const isTop = here >= (smooth[index - 1] ?? silentLevel) && here > (smooth[index + 1] ?? silentLevel);
      if (!isTop || here < least || here - dip < leastDip || !isVoiced(pitch, from + index)) continue;
      if (index - last < shortestFrames) {
        // Two tops of one kernel: the higher one is it.
        if (here <= (smooth[last] ?? silentLevel)) continue;
        kernels[from + last] = 0;
      }
      kernels[from + index] = 1;
      last = index;
      dip = here;
    }
  }
  return kernels;
}

function smoothed(envelope: Int16Array, frame: number): number {
  let sum = 0;
  for (let at = frame - 2; at <= frame + 2; at++) sum += envelope[at] ?? silentLevel;
  return sum / 5;
}

function isVoiced(pitch: Uint16Array, frame: number): boolean {
  for (let at = frame - 3; at <= frame + 3; at++) if ((pitch[at] ?? 0) > 0) return true;
  return false;
}
