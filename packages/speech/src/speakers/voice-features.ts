// What a voice is told by 声纹特征: for each twenty milliseconds of speech the shape of its spectrum (cepstra of mel bands, in which
// the formants stand), free of level and of the line both voices share, and its pitch.
import { growing } from "../measure/growing.ts";
import { resampler } from "../measure/resample.ts";
import { type ChannelMeasures, frameMs, silentLevel } from "../measure/sound-measures.ts";
import { binCount, binHz, spectrumMeter } from "../measure/spectrum.ts";
import type { Decoding } from "../sound/sound-block.ts";

const rateHz = 8000;
const hop = (rateHz * frameMs) / 1000;
/** Frames of 10 ms that make one row. */
const rowFrames = 2;
export const cepstra = 18;
const bands = 24;
const lowestHz = 120;
const highestHz = 3700;

/** Rows stand for the frames in which somebody is heard well, in order. */
export interface VoiceFeatures {
  readonly count: number;
  /** First frame of each row. */
  readonly frames: Uint32Array;
  /** `cepstra` numbers for each row, of mean 0 and variance 1 over the recording. */
  readonly rows: Float32Array;
  /** Octaves above 1 Hz; 0 where there is no pitch. */
  readonly pitch: Float32Array;
}

/** @throws AppError of decoding */
export async function voiceFeatures(decoding: Decoding, channel: ChannelMeasures): Promise<VoiceFeatures> {
  const wanted = wellHeard(channel);
  const rows = growing(Float32Array);
  const frames: number[] = [];
  const sum = new Float32Array(cepstra);
  const energies = new Float32Array(bands);
  let frame = 0;
  const spectra = spectrumMeter(hop, (power) => {
    const at = frame++;
    if (wanted[at] !== 1 || power === undefined) return;
    melBands(power, energies);
    cosineTransform(energies, sum);
    frames.push(at);
    for (let index = 0; index < cepstra; index++) rows.push(sum[index] ?? 0);
  });
  const telephone = resampler(decoding.format.sampleRateHz, rateHz);
  for await (const { channels } of decoding.blocks) spectra.take(telephone.take(channels[0] ?? new Int16Array(0)));
  spectra.take(telephone.rest());
  spectra.done();
  const values = rows.done();
  normalise(values);
  return {
    count: frames.length,
    frames: Uint32Array.from(frames),
    rows: values,
    pitch: Float32Array.from(frames, (at) => {
      const hertz = (channel.frames.pitch[at] ?? 0) / 10;
      return hertz > 0 ? Math.log2(hertz) : 0;
    }),
  };
}

/** So far below the loudest of its neighbourhood a frame tells more of the line than of the voice (hundredths of a decibel). */
const farBelow = 2200;
const neighbourhood = 100;

/** 1 for every second frame within speech that is loud enough. */
function wellHeard({ speech, frames: { level } }: ChannelMeasures): Uint8Array {
  const wanted = new Uint8Array(level.length);
  for (const { startMs, endMs } of speech) {
    const [from, to] = [Math.round(startMs / frameMs), Math.min(level.length, Math.round(endMs / frameMs))];
    for (let part = from; part < to; part += neighbourhood) {
      const until = Math.min(to, part + neighbourhood);
      let most = silentLevel;
      for (let at = part; at < until; at++) most = Math.max(most, level[at] ?? silentLevel);
      for (let at = part + (part % rowFrames); at < until; at += rowFrames)
        if ((level[at] ?? silentLevel) > most - farBelow && most > silentLevel) wanted[at] = 1;
    }
  }
  return wanted;
}

const mel = (hertz: number) => 1127 * Math.log(1 + hertz / 700);
const hertz = (mels: number) => 700 * (Math.exp(mels / 1127) - 1);
const edges = Array.from({ length: bands + 2 }, (_, index) =>
  hertz(mel(lowestHz) + ((mel(highestHz) - mel(lowestHz)) * index) / (bands + 1)),
);
/** The weight of each bin in each band. */
const weights = Array.from({ length: bands }, (_, band) => {
  const [low = 0, middle = 0, high = 0] = edges.slice(band, band + 3);
  return Float32Array.from({ length: binCount }, (_, bin) => {
    const at = bin * binHz;
    return Math.max(0, at <= middle ? (at - low) / (middle - low) : (high - at) / (high - middle));
  });
});
const reach = weights.map((weight) => {
  const from = weight.findIndex((value) => value > 0);
  return { from, to: weight.findLastIndex((value) => value > 0) + 1 };
});

function melBands(power: Float32Array, into: Float32Array): void {
  for (let band = 0; band < bands; band++) {
    const weight = weights[band];
    const { from = 0, to = 0 } = reach[band] ?? {};
    let sum = 0;
    for (let bin = from; bin < to; bin++) sum += (weight?.[bin] ?? 0) * (power[bin] ?? 0);
    into[band] = Math.log(sum + 1e-9);
  }
}

/** The first cepstrum, the level, is left out. */
const cosines = Float32Array.from({ length: cepstra * bands }, (_, at) =>
  Math.cos((Math.PI * (Math.floor(at / bands) + 1) * ((at % bands) + 0.5)) / bands),
);

function cosineTransform(energies: Float32Array, into: Float32Array): void {
  for (let index = 0; index < cepstra; index++) {
    let sum = 0;
    for (let band = 0; band < bands; band++) sum += (cosines[index * bands + band] ?? 0) * (energies[band] ?? 0);
    into[index] = sum;
  }
}

function normalise(rows: Float32Array): void {
  const count = rows.length / cepstra;
  for (let index = 0; index < cepstra && count > 0; index++) {
    let [sum, squares] = [0, 0];
    for (let at = index; at < rows.length; at += cepstra) {
      sum += rows[at] ?? 0;
      squares += (rows[at] ?? 0) ** 2;
    }
    const mean = sum / count;
    const scale = 1 / Math.sqrt(Math.max(1e-9, squares / count - mean * mean));
    for (let at = index; at < rows.length; at += cepstra) rows[at] = ((rows[at] ?? 0) - mean) * scale;
  }
}
