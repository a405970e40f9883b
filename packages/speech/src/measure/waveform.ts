// The waveform for a player 波形, at several zoom levels: the lowest and the highest sample of each point.
import { growing } from "./growing.ts";
import type { WaveformPeaks } from "./sound-measures.ts";

const finestMs = 10;
// Each level holds so many points of the one before: 10 ms, 80 ms, 640 ms, 5.12 s.
const coarser = 8;
const levels = 4;

export interface WaveformMeter {
  take(samples: Int16Array): void;
  done(): WaveformPeaks[];
}

export function waveformMeter(sampleRateHz: number): WaveformMeter {
  const finest = growing(Int8Array);
  let [low, high, seen, point] = [0, 0, 0, 0];
  let until = 0;
  const next = () => {
    point++;
    until = Math.round((point * sampleRateHz * finestMs) / 1000);
    low = 32767;
    high = -32768;
  };
  const close = () => {
    finest.push(low >> 8);
    finest.push(high >> 8);
  };
  next();
  return {
    take(samples) {
      for (let from = 0; from < samples.length; ) {
        const to = Math.min(samples.length, from + until - seen);
        seen += to - from;
        let [lowest, highest] = [low, high];
        for (; from < to; from++) {
          const sample = samples[from] ?? 0;
          if (sample < lowest) lowest = sample;
          if (sample > highest) highest = sample;
        }
        [low, high] = [lowest, highest];
        if (seen < until) continue;
        close();
        next();
      }
    },
    done() {
      if (low <= high) close();
      const all: WaveformPeaks[] = [{ msPerPoint: finestMs, points: finest.done() }];
      for (let level = 1; level < levels; level++) {
        const last = all[level - 1];
        if (last !== undefined) all.push({ msPerPoint: last.msPerPoint * coarser, points: coarse(last.points) });
      }
      return all;
    },
  };
}

function coarse(points: Int8Array): Int8Array {
  const fewer = new Int8Array(Math.ceil(points.length / 2 / coarser) * 2);
  for (let to = 0; to < fewer.length; to += 2) {
    let [low, high] = [127, -128];
    const end = Math.min(points.length, (to + 2) * coarser);
    for (let from = to * coarser; from < end; from += 2) {
      low = Math.min(low, points[from] ?? 0);
      high = Math.max(high, points[from + 1] ?? 0);
    }
    fewer[to] = low;
    fewer[to + 1] = high;
  }
  return fewer;
}
