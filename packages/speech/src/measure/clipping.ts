// Clipping 削波 as it comes: samples that stand at one and the same limit again and again.
import type { ClippedSpan } from "./sound-measures.ts";

export interface ClippingMeter {
  take(samples: Int16Array): void;
  done(): ClippedSpan[];
}

/** The limits of A-law and mu-law are 32256 and 32124. */
const limit = 32000;
/** One sample at the limit is a peak; so many in a row are a wave cut off. */
const row = 3;
/** Seconds are looked at one by one; fewer cut samples than this share are nobody's trouble. */
const leastShare = 0.001;

export function clippingMeter(sampleRateHz: number): ClippingMeter {
  const spans: { startMs: number; endMs: number; share: number }[] = [];
  let [seen, cut, run, second] = [0, 0, 0, 0];
  const close = () => {
    const share = cut / seen;
    const last = spans.at(-1);
    if (share >= leastShare) {
      if (last !== undefined && last.endMs === second * 1000) {
        const seconds = (last.endMs - last.startMs) / 1000;
        last.share = (last.share * seconds + share) / (seconds + 1);
        last.endMs += 1000;
      } else spans.push({ startMs: second * 1000, endMs: (second + 1) * 1000, share });
    }
    second++;
    [seen, cut] = [0, 0];
  };
  return {
    take(samples) {
      for (let at = 0; at < samples.length; at++) {
        const sample = samples[at] ?? 0;
        if (sample > limit || sample < -limit) {
          run++;
          if (run === row) cut += row;
          else if (run > row) cut++;
        } else run = 0;
        if (++seen === sampleRateHz) close();
      }
    },
    done() {
      const restMs = Math.round((seen * 1000) / sampleRateHz);
      const endMs = second * 1000 + restMs;
      if (seen > 0) close();
      return spans.map((span) => ({ ...span, endMs: Math.min(span.endMs, endMs === 0 ? span.endMs : endMs) }));
    },
  };
}
