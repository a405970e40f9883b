// Sound at another rate 重采样: a windowed sine that keeps what lies under the lower of both rates' limits.

/** Takes samples at one rate as they come and gives them at the other, −1…1, late by a few samples that `rest` gives.
 * What is given is only good until the next call. */
export interface Resampler {
  take(samples: Int16Array): Float32Array;
  rest(): Float32Array;
}

// Zero crossings of the sine on each side; 12 keep everything under 0.9 of the limit and 60 dB off what lies above it.
const crossings = 12;
const passed = 0.92;

export function resampler(fromHz: number, toHz: number): Resampler {
  const asFloats = floats();
  if (fromHz === toHz) return { take: asFloats, rest: () => new Float32Array(0) };
  const divisor = greatestCommon(fromHz, toHz);
  const [up, down] = [toHz / divisor, fromHz / divisor];
  const cutoff = passed * Math.min(1, toHz / fromHz);
  const half = Math.ceil(crossings / cutoff);
  const phases = Array.from({ length: up }, (_, phase) => tapsAt(phase / up, half, cutoff));
  let sound = new Float32Array(half);
  let held = half;
  let out = new Float32Array(0);
  let phase = 0;
  let next = half;

  const run = (added: Float32Array): Float32Array => {
    const length = held + added.length;
    if (sound.length < length) sound = grown(sound, length);
    sound.set(added, held);
    const most = Math.ceil((added.length * up) / down) + 2;
    if (out.length < most) out = new Float32Array(most);
    let count = 0;
    while (next + half < length) {
      const taps = phases[phase] ?? new Float32Array(0);
      let sum = 0;
      for (let tap = 0, at = next - half + 1; tap < taps.length; tap++, at++)
        sum += (taps[tap] ?? 0) * (sound[at] ?? 0);
      out[count++] = sum;
      phase += down;
      next += Math.floor(phase / up);
      phase %= up;
    }
    const drop = Math.max(0, next - half);
    sound.copyWithin(0, drop, length);
    held = length - drop;
    next -= drop;
    return out.subarray(0, count);
  };
  return { take: (samples) => run(asFloats(samples)), rest: () => run(new Float32Array(half)) };
}

function tapsAt(shift: number, half: number, cutoff: number): Float32Array {
  const taps = Float32Array.from({ length: 2 * half }, (_, index) => {
    const distance = index - half + 1 - shift;
    const angle = Math.PI * distance * cutoff;
    const sine = angle === 0 ? 1 : Math.sin(angle) / angle;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / half);
    return Math.abs(distance) >= half ? 0 : sine * window * cutoff;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

function greatestCommon(one: number, other: number): number {
  return other === 0 ? one : greatestCommon(other, one % other);
}

function grown(values: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const more = new Float32Array(length);
  more.set(values);
  return more;
}

/** The same memory is used again: hours of sound would leave too much behind. */
function floats(): (samples: Int16Array) => Float32Array {
  let room = new Float32Array(0);
  return (samples) => {
    if (room.length < samples.length) room = new Float32Array(samples.length);
    for (let at = 0; at < samples.length; at++) room[at] = (samples[at] ?? 0) * (1 / 32768);
    return room.subarray(0, samples.length);
  };
}
