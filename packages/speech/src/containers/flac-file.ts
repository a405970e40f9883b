// FLAC: what its first block says of the sound.
import { flacDecoder } from "../codecs/flac.ts";
import { SoundBreak } from "../codecs/sample-decoder.ts";
import { portions, type Track, type TrackOpener } from "../decode/track.ts";

/** @throws SoundBreak */
export async function openFlac({ source }: TrackOpener): Promise<Track> {
  const head = await source.read(0, 42);
  if (head.length < 42 || ((head[4] ?? 0) & 0x7f) !== 0) throw new SoundBreak("the FLAC header is incomplete");
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const packed = view.getUint32(18);
  const sampleRateHz = packed >>> 12;
  const channels = ((packed >>> 9) & 7) + 1;
  const frames = (view.getUint8(21) & 15) * 2 ** 32 + view.getUint32(22);
  return {
    format: {
      container: "flac",
      codec: "flac",
      sampleRateHz,
      channels,
      ...(frames > 0 && sampleRateHz > 0 ? { durationMs: Math.round((frames * 1_000) / sampleRateHz) } : {}),
    },
    packets: portions(source, 0, source.byteCount, 4_096),
    open: () => flacDecoder(channels),
  };
}
