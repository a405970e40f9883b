// Sun's .au: a header of 24 bytes or more, everything with the high byte first.
import { SoundBreak } from "../codecs/sample-decoder.ts";
import type { Track, TrackOpener } from "../decode/track.ts";
import { openRaw, type RawEncoding } from "./raw.ts";

const encodings: Readonly<Record<number, RawEncoding>> = {
  1: "pcm_mulaw",
  2: "pcm_s8",
  3: "pcm_s16be",
  4: "pcm_s24be",
  5: "pcm_s32be",
  6: "pcm_f32be",
  7: "pcm_f64be",
  27: "pcm_alaw",
};

/** @throws SoundBreak */
export async function openAu(opener: TrackOpener): Promise<Track> {
  const { source, notes } = opener;
  const head = await source.read(0, 24);
  if (head.length < 24) throw new SoundBreak("the header is incomplete");
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const encoding = encodings[view.getUint32(12)];
  if (encoding === undefined) throw new SoundBreak(`its codec (${view.getUint32(12)}) is not known`);
  const from = Math.max(24, view.getUint32(4));
  const promised = view.getUint32(8);
  const there = source.byteCount - from;
  if (promised !== 0xffffffff && promised > there) {
    notes.push(`the file breaks off: the header promises ${promised} bytes of sound, ${Math.max(0, there)} are there`);
  }
  const to = promised === 0xffffffff || promised === 0 ? source.byteCount : Math.min(source.byteCount, from + promised);
  const sound = { encoding, sampleRateHz: view.getUint32(16), channels: view.getUint32(20) };
  return openRaw(opener, sound, from, to, "au");
}
