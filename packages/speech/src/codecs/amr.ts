// AMR narrow and wide band through opencore-amr: frames in, samples out, taken from where the compiled decoder leaves them.
import { to16 } from "./floats.ts";
import { type SampleDecoder, sampleRoom } from "./sample-decoder.ts";

export type AmrBand = "nb" | "wb";

export const amrMagic: Readonly<Record<AmrBand, string>> = { nb: "#!AMR\n", wb: "#!AMR-WB\n" };
export const amrFrames: Readonly<Record<AmrBand, number>> = { nb: 160, wb: 320 };

/** Bytes of a frame with its header byte, by frame type; 0 where no such type exists (3GPP TS 26.101, 26.201; RFC 4867). */
const sizes: Readonly<Record<AmrBand, readonly number[]>> = {
  nb: [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1],
  wb: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1],
};
/** Of either band. */
export const longestAmrFrameBytes = 61;

/** The bytes of the frame that begins with this header byte; 0 when none can. */
export function amrFrameBytes(band: AmrBand, header: number): number {
  return (header & 0x83) === 0 ? (sizes[band][header >> 3] ?? 0) : 0;
}

/** What `@audio/decode-amr` is made of inside, in the version that package.json pins. */
interface AmrParts {
  readonly m: {
    _malloc(bytes: number): number;
    _free(at: number): void;
    readonly HEAPU8: Uint8Array;
    readonly HEAPF32: Float32Array;
  } & Readonly<Record<`_amr_${AmrBand}_create` | `_amr_${AmrBand}_output`, () => number>> &
    Readonly<Record<`_amr_${AmrBand}_decode`, (decoder: number, at: number, bytes: number) => number>> &
    Readonly<Record<`_amr_${AmrBand}_close`, (decoder: number) => void>>;
}

/** Takes whole frames. */
export async function amrDecoder(band: AmrBand): Promise<SampleDecoder> {
  const { decoder: openAmr } = await import("@audio/decode-amr");
  const { m: wasm } = (await openAmr()) as unknown as AmrParts;
  const decoder = wasm[`_amr_${band}_create`]();
  const [run, output] = [wasm[`_amr_${band}_decode`], wasm[`_amr_${band}_output`]];
  const input = wasm._malloc(longestAmrFrameBytes);
  const room = sampleRoom(1);
  const frame = (bytes: Uint8Array, out: Int16Array): number => {
    wasm.HEAPU8.set(bytes, input);
    const count = Math.min(out.length, run(decoder, input, bytes.length));
    if (count <= 0) return 0;
    const at = output() / Float32Array.BYTES_PER_ELEMENT;
    to16(wasm.HEAPF32.subarray(at, at + count), out.subarray(0, count), 32_768);
    return count;
  };
  return {
    decode(bytes) {
      const out = room(frameCount(band, bytes) * amrFrames[band]);
      const [samples = new Int16Array()] = out;
      let filled = 0;
      for (let at = 0; at < bytes.length; ) {
        const size = amrFrameBytes(band, bytes[at] ?? 0);
        if (size === 0) break;
        filled += frame(bytes.subarray(at, at + size), samples.subarray(filled));
        at += size;
      }
      return out.map((all) => all.subarray(0, filled));
    },
    close() {
      wasm[`_amr_${band}_close`](decoder);
      wasm._free(input);
    },
  };
}

function frameCount(band: AmrBand, bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0, size = 1; at < bytes.length && size > 0; at += size) {
    size = amrFrameBytes(band, bytes[at] ?? 0);
    if (size > 0) count += 1;
  }
  return count;
}
