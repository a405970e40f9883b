// The power spectrum around each ten milliseconds 频谱: 256 samples under a Hann window, two frames in one Fourier transform.

const windowLength = 256;
export const binCount = windowLength / 2;
/** At 8 kHz. */
export const binHz = 8000 / windowLength;

/** Called for each frame in order; `power` holds bins 0…127 and is used again. Undefined where nothing at all was heard. */
export type SpectrumTaker = (power: Float32Array | undefined) => void;

export interface SpectrumMeter {
  take(sound: Float32Array): void;
  done(): void;
}

/** Below this (mean square, −80 dB) a line has nothing to look at. */
const nothing = 1e-8;

/** The window's middle lies in the middle of its frame. */
export function spectrumMeter(hop: number, taker: SpectrumTaker): SpectrumMeter {
  const before = (windowLength - hop) / 2;
  const held = new Float32Array(windowLength + hop);
  let filled = before;
  let frames = 0;
  let samples = 0;
  const real = new Float32Array(windowLength);
  const imaginary = new Float32Array(windowLength);
  const [one, other] = [new Float32Array(binCount), new Float32Array(binCount)];
  const run = (wanted: number) => {
    let [first, second] = [0, 0];
    for (let at = 0; at < windowLength; at++) {
      const weight = hann[at] ?? 0;
      const [a, b] = [weight * (held[at] ?? 0), weight * (held[at + hop] ?? 0)];
      first += a * a;
      second += b * b;
      real[reversed[at] ?? 0] = a;
      imaginary[reversed[at] ?? 0] = b;
    }
    const heard = [first > nothing * windowLength, second > nothing * windowLength];
    if (heard[0] === true || heard[1] === true) {
      transform(real, imaginary);
      apart(real, imaginary, one, other);
    }
    taker(heard[0] === true ? one : undefined);
    if (wanted > 1) taker(heard[1] === true ? other : undefined);
    frames += wanted;
    held.copyWithin(0, 2 * hop);
    filled -= 2 * hop;
  };
  const fill = (sound: Float32Array) => {
    for (let from = 0; from < sound.length; ) {
      const part = sound.subarray(from, from + held.length - filled);
      held.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled === held.length) run(2);
    }
  };
  return {
    take(sound) {
      samples += sound.length;
      fill(sound);
    },
    done() {
      const wanted = Math.ceil(samples / hop);
      while (frames < wanted) {
        held.fill(0, filled);
        filled = held.length;
        run(Math.min(2, wanted - frames));
      }
    },
  };
}

const hann = Float32Array.from(
  { length: windowLength },
  (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / windowLength),
);
const bits = Math.log2(windowLength);
const reversed = Uint16Array.from({ length: windowLength }, (_, at) => {
  let turned = 0;
  for (let bit = 0; bit < bits; bit++) if (at & (1 << bit)) turned |= 1 << (bits - 1 - bit);
  return turned;
});
const cosines = Float32Array.from({ length: binCount }, (_, at) => Math.cos((2 * Math.PI * at) / windowLength));
const sines = Float32Array.from({ length: binCount }, (_, at) => -Math.sin((2 * Math.PI * at) / windowLength));

/** Cooley and Tukey's, in place; the input stands in bit-reversed order. */
function transform(real: Float32Array, imaginary: Float32Array): void {
  for (let half = 1; half < windowLength; half *= 2) {
    const step = binCount / half;
    for (let from = 0; from < windowLength; from += 2 * half) {
      for (let k = 0, turn = 0; k < half; k++, turn += step) {
        const [low, high] = [from + k, from + k + half];
        const cosine = cosines[turn] ?? 0;
        const sine = sines[turn] ?? 0;
        const re = (real[high] ?? 0) * cosine - (imaginary[high] ?? 0) * sine;
        const im = (real[high] ?? 0) * sine + (imaginary[high] ?? 0) * cosine;
        real[high] = (real[low] ?? 0) - re;
        imaginary[high] = (imaginary[low] ?? 0) - im;
        real[low] = (real[low] ?? 0) + re;
        imaginary[low] = (imaginary[low] ?? 0) + im;
      }
    }
  }
}

/** Two real signals went in as one complex one: their powers come out by symmetry. */
function apart(real: Float32Array, imaginary: Float32Array, one: Float32Array, other: Float32Array): void {
  one[0] = (real[0] ?? 0) ** 2;
  other[0] = (imaginary[0] ?? 0) ** 2;
  for (let bin = 1; bin < binCount; bin++) {
    const mirror = windowLength - bin;
    const [re, im, mirrorRe, mirrorIm] = [
      real[bin] ?? 0,
      imaginary[bin] ?? 0,
      real[mirror] ?? 0,
      imaginary[mirror] ?? 0,
    ];
    one[bin] = ((re + mirrorRe) ** 2 + (im - mirrorIm) ** 2) / 4;
    other[bin] = ((im + mirrorIm) ** 2 + (mirrorRe - re) ** 2) / 4;
  }
}
