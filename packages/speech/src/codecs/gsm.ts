// GSM full rate (ETSI 06.10): 160 samples from 260 bits, in the plain packing of 33 bytes and in Microsoft's of 65 for two.
import { type SampleDecoder, sampleRoom } from "./sample-decoder.ts";

export type GsmPacking = "plain" | "microsoft";

/** Bytes and frames of what can't be cut. */
export const gsmUnits: Readonly<Record<GsmPacking, { readonly bytes: number; readonly frames: number }>> = {
  plain: { bytes: 33, frames: 160 },
  microsoft: { bytes: 65, frames: 320 },
};

const areaBits = [6, 6, 5, 5, 4, 4, 3, 3] as const;
/** Tables 4.1, 4.3 b and 4.6 of the standard. */
const areaOffsets = [0, 0, 2048, -2560, 94, -1792, -341, -1144] as const;
const areaLowest = [-32, -32, -16, -16, -8, -8, -4, -4] as const;
const areaScales = [13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708] as const;
const pulseScales = Int32Array.of(18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767);
const gains = Int32Array.of(3277, 11469, 21299, 32767);
/** Where the filter moves from the last frame's coefficients to this one's. */
const filterStretches = [13, 27, 40, 160] as const;

/** Each call of `decode` takes whole units; an incomplete one at the end is left out. */
export function gsmDecoder(packing: GsmPacking): SampleDecoder {
  const room = sampleRoom(1);
  const voice = new GsmVoice();
  const { bytes: unitBytes, frames: unitFrames } = gsmUnits[packing];
  return {
    decode(bytes) {
      const units = Math.floor(bytes.length / unitBytes);
      const out = room(units * unitFrames);
      const [samples] = out;
      if (samples === undefined) return out;
      for (let unit = 0; unit < units; unit += 1) {
        const one = bytes.subarray(unit * unitBytes, (unit + 1) * unitBytes);
        if (packing === "plain") voice.speak(upperFirst(one, 4), samples, unit * unitFrames);
        else {
          const bits = lowerFirst(one);
          voice.speak(bits, samples, unit * unitFrames);
          voice.speak(bits, samples, unit * unitFrames + 160);
        }
      }
      return out;
    },
  };
}

type Bits = (count: number) => number;

function upperFirst(bytes: Uint8Array, from: number): Bits {
  let at = from;
  return (count) => {
    const pair = ((bytes[at >> 3] ?? 0) << 8) | (bytes[(at >> 3) + 1] ?? 0);
    const value = (pair >> (16 - (at & 7) - count)) & ((1 << count) - 1);
    at += count;
    return value;
  };
}

function lowerFirst(bytes: Uint8Array): Bits {
  let at = 0;
  return (count) => {
    const pair = (bytes[at >> 3] ?? 0) | ((bytes[(at >> 3) + 1] ?? 0) << 8);
    const value = (pair >> (at & 7)) & ((1 << count) - 1);
    at += count;
    return value;
  };
}

/** What the decoder remembers from frame to frame. */
class GsmVoice {
  /** The last 120 samples of the excitation, then the 160 of this frame. */
  private readonly excitation = new Int32Array(280);
  private readonly pulses = new Int32Array(40);
  private areas = new Int32Array(8);
  private areasBefore = new Int32Array(8);
  private readonly mixedAreas = new Int32Array(8);
  private readonly lattice = new Int32Array(9);
  private lag = 40;
  private emphasis = 0;

  speak(bits: Bits, out: Int16Array, start: number): void {
    this.readAreas(bits);
    this.excitation.copyWithin(0, 160);
    for (let part = 0; part < 4; part += 1) this.readPart(bits, 120 + part * 40);
    let from = 0;
    for (const [stretch, to] of filterStretches.entries()) {
      this.mixAreas(stretch);
      this.filter(from, to, out, start);
      from = to;
    }
  }

  private readAreas(bits: Bits): void {
    const spare = this.areasBefore;
    this.areasBefore = this.areas;
    this.areas = spare;
    for (let index = 0; index < 8; index += 1) {
      const code = bits(areaBits[index] ?? 0) + (areaLowest[index] ?? 0);
      const value = clip((code << 10) - ((areaOffsets[index] ?? 0) << 1));
      this.areas[index] = clip(2 * times(areaScales[index] ?? 0, value));
    }
  }

  /** A quarter of a frame: pulses on a grid, added to what was heard one lag ago. */
  private readPart(bits: Bits, from: number): void {
    const { excitation, pulses } = this;
    const lag = bits(7);
    const gain = gains[bits(2)] ?? 0;
    const grid = bits(2);
    const block = bits(6);
    if (lag >= 40 && lag <= 120) this.lag = lag;
    let exponent = block > 15 ? (block >> 3) - 1 : 0;
    let mantissa = block - (exponent << 3);
    if (mantissa === 0) {
      exponent = -4;
      mantissa = 7;
    } else {
      for (; mantissa <= 7; exponent -= 1) mantissa = (mantissa << 1) | 1;
      mantissa -= 8;
    }
    const scale = pulseScales[mantissa] ?? 0;
    const shift = 6 - exponent;
    const half = shift > 0 ? 1 << (shift - 1) : 0;
    pulses.fill(0);
    for (let pulse = 0; pulse < 13; pulse += 1) {
      pulses[grid + pulse * 3] = clip(times(scale, (bits(3) * 2 - 7) << 12) + half) >> shift;
    }
    for (let at = 0; at < 40; at += 1) {
      const heard = times(gain, excitation[from + at - this.lag] ?? 0);
      excitation[from + at] = clip((pulses[at] ?? 0) + heard);
    }
  }

  /** Logarithmic area ratios between two frames, as reflection coefficients. */
  private mixAreas(stretch: number): void {
    for (let index = 0; index < 8; index += 1) {
      const before = this.areasBefore[index] ?? 0;
      const now = this.areas[index] ?? 0;
      const mixed =
        stretch === 0
          ? (before >> 2) + (now >> 2) + (before >> 1)
          : stretch === 1
            ? (before >> 1) + (now >> 1)
            : stretch === 2
              ? (before >> 2) + (now >> 2) + (now >> 1)
              : now;
      const size = Math.min(32_767, Math.abs(mixed));
      const bent = size < 11_059 ? size << 1 : size < 20_070 ? size + 11_059 : Math.min(32_767, (size >> 2) + 26_112);
      this.mixedAreas[index] = mixed < 0 ? -bent : bent;
    }
  }

  private filter(from: number, to: number, out: Int16Array, start: number): void {
    const { excitation, lattice, mixedAreas } = this;
    let emphasis = this.emphasis;
    for (let at = from; at < to; at += 1) {
      let sample = excitation[120 + at] ?? 0;
      for (let index = 7; index >= 0; index -= 1) {
        const area = mixedAreas[index] ?? 0;
        const held = lattice[index] ?? 0;
        sample -= (area * held + 16_384) >> 15;
        if (sample > 32_767) sample = 32_767;
        else if (sample < -32_768) sample = -32_768;
        let next = held + ((area * sample + 16_384) >> 15);
        if (next > 32_767) next = 32_767;
        else if (next < -32_768) next = -32_768;
        lattice[index + 1] = next;
      }
      lattice[0] = sample;
      emphasis = clip(sample + ((emphasis * 28_180 + 16_384) >> 15));
      out[start + at] = clip(emphasis * 2) & 0xfff8;
    }
    this.emphasis = emphasis;
  }
}

function clip(value: number): number {
  if (value > 32_767) return 32_767;
  if (value < -32_768) return -32_768;
  return value;
}

/** The product of two fractions of 15 bits, rounded. */
function times(a: number, b: number): number {
  return clip((a * b + 16_384) >> 15);
}
