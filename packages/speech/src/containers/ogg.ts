// Ogg: Opus packet by packet, Vorbis as a whole; the first packet says which.
import { type OpusHead, opusDecoder, opusTicks, opusTicksPerSecond, parseOpusHead } from "../codecs/opus.ts";
import { SoundBreak } from "../codecs/sample-decoder.ts";
import { parseVorbisHead, vorbisDecoder } from "../codecs/vorbis.ts";
import { portions, type Track, type TrackOpener } from "../decode/track.ts";
import { type OggPacket, oggPackets } from "./ogg-pages.ts";

/** @throws SoundBreak */
export async function openOgg(opener: TrackOpener): Promise<Track> {
  const packets = oggPackets(opener.source, opener.notes);
  const first = (await packets.next()).value;
  const text = first === undefined ? "" : String.fromCharCode(...first.bytes.subarray(0, 8));
  if (first !== undefined && text === "OpusHead") return openOpus(parseOpusHead(first.bytes), packets, opener.notes);
  if (first !== undefined && text.slice(1, 7) === "vorbis") {
    const head = parseVorbisHead(first.bytes);
    return {
      format: { container: "ogg", codec: "vorbis", sampleRateHz: head.sampleRateHz, channels: head.channels },
      packets: portions(opener.source, 0, opener.source.byteCount),
      open: () => vorbisDecoder(head),
    };
  }
  throw new SoundBreak("it holds neither Opus nor Vorbis");
}

async function openOpus(head: OpusHead, packets: AsyncGenerator<OggPacket>, notes: string[]): Promise<Track> {
  const { sampleRateHz, channels } = head;
  const inFrames = (ticks: number) => Math.round((ticks * sampleRateHz) / opusTicksPerSecond);
  let endTicks: number | undefined;
  return {
    format: { container: "ogg", codec: "opus", sampleRateHz, channels },
    packets: soundPackets(packets, notes, (ticks) => {
      endTicks = ticks;
    }),
    open: () => opusDecoder(head),
    skipFrames: inFrames(head.preSkip),
    keepFrames: () => (endTicks === undefined ? undefined : inFrames(Math.max(0, endTicks - head.preSkip))),
  };
}

/** Without the comments, and with the position of the last page, which may end inside its last packet, told in time. */
async function* soundPackets(packets: AsyncGenerator<OggPacket>, notes: string[], end: (ticks: number) => void) {
  let ticks = 0;
  let ended = false;
  for await (const { bytes, position, last } of packets) {
    const text = String.fromCharCode(...bytes.subarray(0, 8));
    if (text === "OpusTags") continue;
    if (text === "OpusHead") {
      notes.push("a second recording follows in the same file; it is left out");
      return;
    }
    const length = opusTicks(bytes);
    ticks += length;
    const early = position === undefined ? 0 : ticks - position;
    if (last && early > 0 && early < length && !ended) {
      ended = true;
      end(ticks - early);
    }
    yield bytes;
  }
}
