// The level of each ten milliseconds, in hundredths of a decibel below full scale, without what lies under any voice (hum, offset).
import { growing } from "./growing.ts";
import { silentLevel } from "./sound-measures.ts";

export interface LevelMeter {
  take(sound: Float32Array): void;
  done(): Int16Array;
}

/** Under it there is hum of the mains but hardly any voice on a telephone. */
const lowestHz = 120;

export function levelMeter(sampleRateHz: number, samplesPerFrame: number): LevelMeter {
  const levels = growing(Int16Array);
  const [b0, b1, b2, a1, a2] = highPass(lowestHz / sampleRateHz);
  let [power, seen] = [0, 0];
  let [in1, in2, out1, out2] = [0, 0, 0, 0];
  const close = () => {
    levels.push(levelOf(power / seen));
    [power, seen] = [0, 0];
  };
  return {
    take(sound) {
      for (let from = 0; from < sound.length; ) {
        const to = Math.min(sound.length, from + samplesPerFrame - seen);
        seen += to - from;
        // Names of its own: what a closure shares is slow to reach.
        let [i1, i2, o1, o2, sum] = [in1, in2, out1, out2, 0];
        for (; from < to; from++) {
          const sample = sound[from] ?? 0;
          const out = b0 * sample + b1 * i1 + b2 * i2 - a1 * o1 - a2 * o2;
          i2 = i1;
          i1 = sample;
          o2 = o1;
          o1 = out;
          sum += out * out;
        }
        [in1, in2, out1, out2] = [i1, i2, o1, o2];
        power += sum;
        if (seen === samplesPerFrame) close();
      }
    },
    done() {
      if (seen > 0) close();
      return levels.done();
    },
  };
}

/** A Butterworth high pass of second order; `share` is its frequency over the rate (Audio EQ Cookbook, R. Bristow-Johnson). */
function highPass(share: number): readonly [number, number, number, number, number] {
  const angle = 2 * Math.PI * share;
  const alpha = Math.sin(angle) / Math.SQRT2;
  const cosine = Math.cos(angle);
  const all = 1 + alpha;
  return [(1 + cosine) / 2 / all, -(1 + cosine) / all, (1 + cosine) / 2 / all, (-2 * cosine) / all, (1 - alpha) / all];
}

/** Mean square of samples between −1 and 1, as a level. */
export function levelOf(meanSquare: number): number {
  return meanSquare <= 1e-12 ? silentLevel : Math.round(1000 * Math.log10(meanSquare));
}

/** A level as mean square. */
export function powerOf(level: number): number {
  return level <= silentLevel ? 0 : 10 ** (level / 1000);
}
