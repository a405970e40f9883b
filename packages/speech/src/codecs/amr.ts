// AMR narrow and wide band through opencore-amr: frames in, samples out.
import { floatRoom } from "./floats.ts";
import type { SampleDecoder } from "./sample-decoder.ts";

export type AmrBand = "nb" | "wb";

export const amrMagic: Readonly<Record<AmrBand, string>> = { nb: "#!AMR\n", wb: "#!AMR-WB\n" };
export const amrFrames: Readonly<Record<AmrBand, number>> = { nb: 160, wb: 320 };

/** Bytes of a frame with its header byte, by frame type; 0 where no such type exists (3GPP TS 26.101, 26.201; RFC 4867). */
const sizes: Readonly<Record<AmrBand, readonly number[]>> = {
  nb: [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1],
  wb: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1],
};

/** The bytes of the frame that begins with this header byte; 0 when none can. */
export function amrFrameBytes(band: AmrBand, header: number): number {
  return (header & 0x83) === 0 ? (sizes[band][header >> 3] ?? 0) : 0;
}

/** Takes whole frames. */
export async function amrDecoder(band: AmrBand): Promise<SampleDecoder> {
  const { decoder: openAmr } = await import("@audio/decode-amr");
  const decoder = await openAmr();
  decoder.decode(new TextEncoder().encode(amrMagic[band]));
  const room = floatRoom(1);
  return {
    decode(bytes) {
      const { channelData } = decoder.decode(bytes);
      return room({ channelData, samplesDecoded: channelData[0]?.length ?? 0 });
    },
    close: () => decoder.free(),
  };
}
