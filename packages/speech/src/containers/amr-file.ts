// AMR as telephones store it: a magic line, then frames that say their own length (RFC 4867, 5).
import { type AmrBand, amrDecoder, amrFrameBytes, amrFrames, amrMagic, longestAmrFrameBytes } from "../codecs/amr.ts";
import { SoundBreak } from "../codecs/sample-decoder.ts";
import { pieceBytes, pieces, type Track, type TrackOpener } from "../decode/track.ts";
import type { ByteSource } from "../sound/byte-source.ts";

export function openAmr(band: AmrBand): (opener: TrackOpener) => Promise<Track> {
  return async ({ source }) => ({
    format: { container: "amr", codec: `amr_${band}`, sampleRateHz: amrFrames[band] * 50, channels: 1 },
    packets: frames(source, band),
    open: () => amrDecoder(band),
  });
}

/** A second of sound, for frames of silence are so short that a piece could hold an hour of them. */
const mostFrames = 50;

/** Whole frames, a second at a time. */
async function* frames(source: ByteSource, band: AmrBand): AsyncGenerator<Uint8Array> {
  const room = new Uint8Array(pieceBytes + longestAmrFrameBytes);
  let left = 0;
  let at = amrMagic[band].length;
  for await (const piece of pieces(source, at, source.byteCount)) {
    room.set(piece, left);
    const bytes = room.subarray(0, left + piece.length);
    let from = 0;
    let end = 0;
    for (let count = 1; end < bytes.length; count += 1) {
      const size = amrFrameBytes(band, bytes[end] ?? 0);
      if (size === 0) {
        if (end > from) yield bytes.subarray(from, end);
        throw new SoundBreak(`at byte ${at + end} there is no frame`);
      }
      if (end + size > bytes.length) break;
      end += size;
      if (count % mostFrames === 0) {
        yield bytes.subarray(from, end);
        from = end;
      }
    }
    if (end > from) yield bytes.subarray(from, end);
    left = bytes.length - end;
    room.copyWithin(0, end, bytes.length);
    at += end;
  }
  if (left > 0) throw new SoundBreak("its last frame is incomplete");
}
