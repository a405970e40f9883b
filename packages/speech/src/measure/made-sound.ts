// Sound made from numbers, for tests: tones, keys, noise, music, and a recording of it.
import { joinedAs } from "../sound/joined.ts";
import type { MeasurableSound } from "./measure-sound.ts";

const madeHz = 8000;

/** Sines of −1…1 together, each of the same strength, `db` below full scale. */
export function tones(seconds: number, hertz: readonly number[], db = -15): Float32Array {
  const gain = 10 ** (db / 20) * Math.SQRT2;
  return Float32Array.from({ length: Math.round(seconds * madeHz) }, (_, at) =>
    hertz.reduce((sum, one) => sum + gain * Math.sin((2 * Math.PI * one * at) / madeHz), 0),
  );
}

export function quiet(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * madeHz));
}

/** White noise from a seed; root mean square `db` below full scale. */
export function noise(seconds: number, db: number, seed = 1): Float32Array {
  const gain = 10 ** (db / 20) * 2;
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float32Array.from({ length: Math.round(seconds * madeHz) }, () => gain * (next() + next() + next() - 1.5));
}

/** Plucked chords, four notes in each, every 400 ms another. */
export function music(seconds: number, db = -18): Float32Array {
  const chords = [
    [262, 330, 392, 523],
    [220, 262, 330, 440],
    [175, 220, 262, 349],
    [196, 247, 294, 392],
  ];
  const gain = 10 ** (db / 20);
  return Float32Array.from({ length: Math.round(seconds * madeHz) }, (_, at) => {
    const time = at / madeHz;
    const chord = chords[Math.floor(time / 1.6) % chords.length] ?? [];
    const since = time % 0.4;
    const note = chord[Math.floor((time % 1.6) / 0.4)] ?? 262;
    const plucked = [1, 2, 3, 4, 5].reduce(
      (sum, harmonic) => sum + (Math.exp(-3 * since) / harmonic) * Math.sin(2 * Math.PI * 2 * note * harmonic * time),
      0,
    );
    const held = chord.reduce((sum, one) => sum + 0.4 * Math.sin(2 * Math.PI * one * time), 0);
    return gain * (plucked + held);
  });
}

export function joined(...parts: readonly Float32Array[]): Float32Array {
  return joinedAs(Float32Array, parts);
}

export function mixed(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((sample, at) => sample + (other[at] ?? 0));
}

export function samples(sound: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(sound, (value) => Math.max(-32768, Math.min(32767, Math.round(value * 32768))));
}

/** Channels of equal length as a recording, in blocks of so many samples. */
export function recording(
  channels: readonly Int16Array<ArrayBuffer>[],
  { sampleRateHz = madeHz, block = sampleRateHz }: { readonly sampleRateHz?: number; readonly block?: number } = {},
): MeasurableSound {
  const length = channels[0]?.length ?? 0;
  const blocks = Array.from({ length: Math.ceil(length / block) }, (_, index) => ({
    startFrame: index * block,
    channels: channels.map((channel) => channel.slice(index * block, (index + 1) * block)),
  }));
  return { format: { container: "raw", codec: "pcm_s16le", sampleRateHz, channels: channels.length }, blocks };
}
