// FLAC through libFLAC: bytes of the file in any portions.
import { floatRoom } from "./floats.ts";
import type { SampleDecoder } from "./sample-decoder.ts";

/** The library makes −1…1 of −32,767…32,767; one more step would not come back as it was. */
const fullScale = 32_767 / 32_768;

export async function flacDecoder(channels: number): Promise<SampleDecoder> {
  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const decoder = new FLACDecoder();
  await decoder.ready;
  const room = floatRoom(channels, fullScale);
  return {
    decode: async (bytes) => room(await decoder.decode(bytes)),
    async *finish() {
      yield room(await decoder.flush());
    },
    close: () => decoder.free(),
  };
}
