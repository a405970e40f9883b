// How much of a sound is left in a copy of it, as a ratio of signal to noise, wherever the copy begins.

/** Frames that a codec may shift its sound: 8 ms at 16 kHz. */
const widestShift = 128;

/** The signal-to-noise ratio of `copy` in dB at the best of small shifts; infinite for the same samples. Interleaved samples. */
export function bestSnrDb(original: Int16Array, copy: Int16Array, channels: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let shift = -widestShift; shift <= widestShift; shift += 1) {
    let signal = 0;
    let noise = 0;
    const from = Math.max(0, -shift) * channels;
    const to = Math.min(original.length, copy.length - shift * channels);
    for (let at = from; at < to; at += 1) {
      const wanted = original[at] ?? 0;
      const wrong = wanted - (copy[at + shift * channels] ?? 0);
      signal += wanted * wanted;
      noise += wrong * wrong;
    }
    if (noise === 0) return Number.POSITIVE_INFINITY;
    best = Math.max(best, 10 * Math.log10(signal / noise));
  }
  return best;
}
