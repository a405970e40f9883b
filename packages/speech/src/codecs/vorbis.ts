// Ogg Vorbis through libvorbis: bytes of the file in any portions.
import { floatRoom } from "./floats.ts";
import { type SampleDecoder, SoundBreak } from "./sample-decoder.ts";

export interface VorbisHead {
  readonly channels: number;
  readonly sampleRateHz: number;
}

/** The first packet of a stream (Vorbis I, 4.2.2).
 * @throws SoundBreak */
export function parseVorbisHead(packet: Uint8Array): VorbisHead {
  if (packet.length < 30) throw new SoundBreak("the Vorbis header is incomplete");
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return { channels: view.getUint8(11), sampleRateHz: view.getUint32(12, true) };
}

export async function vorbisDecoder({ channels }: VorbisHead): Promise<SampleDecoder> {
  const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis");
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  const room = floatRoom(channels);
  return {
    decode: async (bytes) => room(await decoder.decode(bytes)),
    async *finish() {
      yield room(await decoder.flush());
    },
    close: () => decoder.free(),
  };
}
