// Music 音乐 as it comes: in music notes stand still, in speech every harmonic glides, in noise nothing lasts.
import { growing } from "./growing.ts";
import { binCount } from "./spectrum.ts";

export interface MusicMeter {
  take(power: Float32Array | undefined): void;
  /** For each frame, how many lines of the spectrum had been standing still. */
  done(): Uint8Array;
}

/** From 310 Hz: lower harmonics of a voice may stand still by chance, as their glide is less than a bin. */
const lowestBin = 10;
const highestBin = 112;
/** A line stands out of its surroundings by this factor of power. */
const outstanding = 6;
const surroundings = 6;
/** So many frames make a note. */
const noteFrames = 16;

export function musicMeter(): MusicMeter {
  const steady = growing(Uint8Array);
  const lasting = new Uint8Array(binCount);
  const missed = new Uint8Array(binCount);
  return {
    take(power) {
      let lines = 0;
      if (power === undefined) lasting.fill(0);
      else {
        let around = 0;
        for (let bin = lowestBin - surroundings; bin < lowestBin + surroundings; bin++) around += power[bin] ?? 0;
        for (let bin = lowestBin; bin < highestBin; bin++) {
          around += (power[bin + surroundings] ?? 0) - (power[bin - surroundings - 1] ?? 0);
          const value = power[bin] ?? 0;
          const top = value >= (power[bin - 1] ?? 0) && value >= (power[bin + 1] ?? 0);
          const count = lasting[bin] ?? 0;
          if (top && value * 2 * surroundings > outstanding * (around - value)) {
            lasting[bin] = Math.min(255, count + 1);
            missed[bin] = 0;
          } else if (count > 0) {
            // The two bins beside a line that lies between them take turns.
            missed[bin] = (missed[bin] ?? 0) + 1;
            if ((missed[bin] ?? 0) > 2) lasting[bin] = 0;
          }
          if ((lasting[bin] ?? 0) >= noteFrames) lines++;
        }
      }
      steady.push(Math.min(255, lines));
    },
    done: () => steady.done(),
  };
}
