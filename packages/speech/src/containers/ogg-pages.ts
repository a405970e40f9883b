// Ogg pages (RFC 3533): packets of one stream, across pages, past damage.
import { SoundBreak } from "../codecs/sample-decoder.ts";
import type { ByteSource } from "../sound/byte-source.ts";
import { joinedAs } from "../sound/joined.ts";
import { ByteWindow } from "./byte-window.ts";

export interface OggPacket {
  readonly bytes: Uint8Array;
  readonly serial: number;
  /** The last one of its page: what the page says about its position holds for its end. */
  readonly position: number | undefined;
  /** The last page of the stream, as it says itself. */
  readonly last: boolean;
}

const headerBytes = 27;
/** A packet that is longer is no sound: 128 KiB hold a minute of speech. */
const mostPacketBytes = 131_072;
/** The longest page there can be: a header, 255 lengths, 255 times 255 bytes. */
const longestPageBytes = headerBytes + 255 + 255 * 255;

/** All packets of the stream that the first page belongs to. */
export async function* oggPackets(source: ByteSource, notes: string[]): AsyncGenerator<OggPacket> {
  let serial: number | undefined;
  let open: Uint8Array[] = [];
  let openBytes = 0;
  let skipped = 0;
  const window = new ByteWindow(source);
  for (let at = 0; at < source.byteCount; ) {
    const page = await window.at(at, longestPageBytes);
    const found = pageStart(page);
    if (found !== 0) {
      const step = found === undefined ? Math.max(1, page.length - 3) : found;
      skipped += step;
      at += step;
      open = [];
      openBytes = 0;
      continue;
    }
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
    const segments =
      page.length >= headerBytes ? page.subarray(headerBytes, headerBytes + view.getUint8(26)) : undefined;
    if (segments === undefined || segments.length < view.getUint8(26)) break;
    const size = headerBytes + segments.length + segments.reduce((sum, one) => sum + one, 0);
    at += size;
    serial ??= view.getUint32(14, true);
    if (view.getUint32(14, true) !== serial) continue;
    const flags = view.getUint8(5);
    if ((flags & 1) === 0) {
      open = [];
      openBytes = 0;
    }
    const complete = segments.findLastIndex((segment) => segment < 255);
    const granule = view.getBigInt64(6, true);
    let from = headerBytes + segments.length;
    let until = from;
    for (const [index, segment] of segments.entries()) {
      until += segment;
      if (until > page.length) throw new SoundBreak("its last page is incomplete");
      if (segment === 255 && index < segments.length - 1) continue;
      openBytes += until - from;
      if (openBytes > mostPacketBytes) throw new SoundBreak("a packet is longer than any sound needs");
      open.push(page.subarray(from, until));
      from = until;
      if (segment === 255) continue;
      const position = index === complete && granule >= 0n ? Number(granule) : undefined;
      yield { bytes: joined(open), serial, position, last: (flags & 4) !== 0 };
      open = [];
      openBytes = 0;
    }
    // The page's memory is used again for the next one.
    open = open.map((part) => part.slice());
  }
  if (skipped > 0) notes.push(`${skipped} bytes between pages could not be read`);
}

/** Where the next page begins in these bytes. */
function pageStart(bytes: Uint8Array): number | undefined {
  for (let at = bytes.indexOf(0x4f); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(0x4f, at + 1)) {
    if (bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53) return at;
  }
  return undefined;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return joinedAs(Uint8Array, parts);
}
