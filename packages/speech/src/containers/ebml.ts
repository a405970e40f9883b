// EBML (RFC 8794) as WebM and Matroska use it: a flat walk through the elements that matter, past damage.
import { SoundBreak } from "../codecs/sample-decoder.ts";
import type { ByteSource } from "../sound/byte-source.ts";
import { ByteWindow } from "./byte-window.ts";

export interface Leaf {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** Where a leaf is looked for: everything else is stepped over. */
export interface Wanted {
  readonly masters: ReadonlySet<number>;
  readonly leaves: ReadonlySet<number>;
  /** Where reading goes on after damage. */
  readonly resync: number;
}

/** A header: at most four bytes of id, eight of size. */
const headerBytes = 12;
/** Longer leaves are pictures, not sound. */
const mostLeafBytes = 1_048_576;

/** @throws SoundBreak where nothing can be read any more */
export async function* leaves(source: ByteSource, wanted: Wanted, notes: string[]): AsyncGenerator<Leaf> {
  const window = new ByteWindow(source);
  let at = 0;
  while (at < source.byteCount) {
    const header = parseHeader(await window.at(at, headerBytes));
    const known = header !== undefined && (wanted.masters.has(header.id) || header.size !== undefined);
    if (header === undefined || !known) {
      at = await nextAfter(window, at, source.byteCount, wanted.resync, notes);
      continue;
    }
    const { id, size, length } = header;
    at += length;
    if (wanted.masters.has(id)) continue;
    if (size === undefined || at + size > source.byteCount) {
      if (wanted.leaves.has(id)) throw new SoundBreak("its last element is incomplete");
      at = await nextAfter(window, at - length, source.byteCount, wanted.resync, notes);
      continue;
    }
    if (wanted.leaves.has(id) && size <= mostLeafBytes) yield { id, bytes: (await window.at(at, size)).slice() };
    at += size;
  }
}

interface Header {
  readonly id: number;
  /** Missing when it is said to be unknown. */
  readonly size: number | undefined;
  readonly length: number;
}

function parseHeader(bytes: Uint8Array): Header | undefined {
  const idLength = Math.clz32(bytes[0] ?? 0) - 23;
  if (idLength > 4 || bytes.length <= idLength) return undefined;
  const id = bytes.subarray(0, idLength).reduce((sum, byte) => sum * 256 + byte, 0);
  const size = parseVint(bytes.subarray(idLength));
  return size === undefined ? undefined : { id, size: size.value, length: idLength + size.length };
}

/** A number whose first byte says how long it is; without a value when all its bits are set. */
export function parseVint(
  bytes: Uint8Array,
): { readonly value: number | undefined; readonly length: number } | undefined {
  const [first = 0] = bytes;
  const length = Math.clz32(first) - 23;
  if (length > 8 || bytes.length < length) return undefined;
  const low = bytes.subarray(1, length).reduce((sum, byte) => sum * 256 + byte, (first & (0xff >> length)) % 256);
  const unknown = low === 2 ** (7 * length) - 1;
  return { value: unknown ? undefined : low, length };
}

async function nextAfter(window: ByteWindow, at: number, end: number, id: number, notes: string[]): Promise<number> {
  const step = 65_536;
  for (let from = at + 1; from < end; from += step) {
    const bytes = await window.at(from, step + 3);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let offset = 0; offset + 4 <= bytes.length; offset += 1) {
      if (view.getUint32(offset) !== id) continue;
      notes.push(`${from + offset - at} bytes at ${at} could not be read`);
      return from + offset;
    }
  }
  throw new SoundBreak(`nothing can be read after byte ${at}`);
}
