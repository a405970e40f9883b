// FLAC through libFLAC: bytes of the file in any portions.
import { floatRoom } from "./floats.ts";
import type { SampleDecoder } from "./sample-decoder.ts";

export async function flacDecoder(channels: number): Promise<SampleDecoder> {
  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const decoder = new FLACDecoder();
  await decoder.ready;
  const room = floatRoom(channels);
  return {
    decode: async (bytes) => room(await decoder.decode(bytes)),
    finish: async () => room(await decoder.flush()),
    close: () => decoder.free(),
  };
}
