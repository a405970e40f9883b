// The level of each ten milliseconds, in hundredths of a decibel below full scale.
import { growing } from "./growing.ts";
import { silentLevel } from "./sound-measures.ts";

export interface LevelMeter {
  take(sound: Float32Array): void;
  done(): Int16Array;
}

export function levelMeter(samplesPerFrame: number): LevelMeter {
  const levels = growing(Int16Array);
  let [power, seen] = [0, 0];
  const close = () => {
    levels.push(levelOf(power / seen));
    [power, seen] = [0, 0];
  };
  return {
    take(sound) {
      for (let at = 0; at < sound.length; at++) {
        const sample = sound[at] ?? 0;
        power += sample * sample;
        if (++seen === samplesPerFrame) close();
      }
    },
    done() {
      if (seen > 0) close();
      return levels.done();
    },
  };
}

/** Mean square of samples between −1 and 1, as a level. */
export function levelOf(meanSquare: number): number {
  return meanSquare <= 1e-12 ? silentLevel : Math.round(1000 * Math.log10(meanSquare));
}

/** A level as mean square. */
export function powerOf(level: number): number {
  return level <= silentLevel ? 0 : 10 ** (level / 1000);
}
