// Zip files as tests need them: honest ones, and such whose headers say whatever one likes.
import { crc32, deflateRawSync } from "node:zlib";

/** What the headers of one file say; what isn't given is true. */
export interface ZipSpec {
  readonly name: string | Uint8Array;
  readonly data?: Uint8Array;
  readonly stored?: boolean;
  /** In the directory, where it differs from the truth. */
  readonly listed?: Partial<ZipFields>;
  /** In front of the file. */
  readonly local?: Partial<ZipFields>;
  /** Unix mode: kind and rights. */
  readonly mode?: number;
  readonly zip64?: boolean;
  /** Only listed: its bytes are those of another one. */
  readonly shares?: number;
}

interface ZipFields {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
  readonly name: Uint8Array;
}

export interface ZipEnd {
  readonly entries?: number;
  readonly zip64?: boolean;
  readonly before?: Uint8Array;
}

const u16 = (value: number) => Uint8Array.from([value & 255, (value >> 8) & 255]);
const u32 = (value: number) => Buffer.concat([u16(value & 0xffff), u16(Math.floor(value / 65_536) & 0xffff)]);
const u64 = (value: number) => Buffer.concat([u32(value % 2 ** 32), u32(Math.floor(value / 2 ** 32))]);
const long = 0xffffffff;

export function zipOf(specs: readonly ZipSpec[], end: ZipEnd = {}): Buffer {
  const parts: Uint8Array[] = [end.before ?? new Uint8Array()];
  let at = parts[0]?.length ?? 0;
  const put = (bytes: Uint8Array) => {
    parts.push(bytes);
    at += bytes.length;
  };
  const told: ZipFields[] = [];
  for (const spec of specs) {
    const data = spec.data ?? new Uint8Array();
    const body = spec.stored === true ? data : deflateRawSync(data);
    const name = typeof spec.name === "string" ? Buffer.from(spec.name) : spec.name;
    const shared = spec.shares === undefined ? undefined : told[spec.shares];
    const truth = {
      flags: 0x800,
      method: spec.stored === true ? 0 : 8,
      crc: crc32(data),
      packed: body.length,
      unpacked: data.length,
      offset: at,
      name,
    };
    told.push({ ...truth, ...(shared === undefined ? {} : { ...shared, name }), ...spec.listed });
    if (shared === undefined) put(Buffer.concat([localHeader({ ...truth, ...spec.local }, spec.zip64 ?? false), body]));
  }
  const directoryStart = at;
  for (const [index, fields] of told.entries())
    put(directoryHeader(fields, specs[index]?.mode ?? 0, specs[index]?.zip64 ?? false));
  put(directoryEnd(end.entries ?? specs.length, at - directoryStart, directoryStart, end.zip64 ?? false));
  return Buffer.concat(parts);
}

function localHeader({ flags, method, crc, packed, unpacked, name }: ZipFields, zip64: boolean): Uint8Array {
  const extra = zip64 ? Buffer.concat([u16(1), u16(16), u64(unpacked), u64(packed)]) : new Uint8Array();
  const sizes = zip64 ? [u32(long), u32(long)] : [u32(packed), u32(unpacked)];
  const lengths = [u16(name.length), u16(extra.length)];
  return Buffer.concat([
    u32(0x04034b50),
    u16(20),
    u16(flags),
    u16(method),
    u32(0),
    u32(crc),
    ...sizes,
    ...lengths,
    name,
    extra,
  ]);
}

export function directoryHeader(fields: ZipFields, mode: number, zip64: boolean): Uint8Array {
  const { flags, method, crc, packed, unpacked, offset, name } = fields;
  const extra = zip64 ? Buffer.concat([u16(1), u16(24), u64(unpacked), u64(packed), u64(offset)]) : new Uint8Array();
  const sizes = zip64 ? [u32(long), u32(long)] : [u32(packed), u32(unpacked)];
  const lengths = [u16(name.length), u16(extra.length), u16(0), u16(0), u16(0)];
  const place = [u32(mode * 65_536), u32(zip64 ? long : offset)];
  const start = [u32(0x02014b50), u16(0x0314), u16(20), u16(flags), u16(method), u32(0), u32(crc)];
  return Buffer.concat([...start, ...sizes, ...lengths, ...place, name, extra]);
}

export function directoryEnd(entries: number, size: number, start: number, zip64: boolean): Uint8Array {
  const short = [u16(entries & 0xffff), u16(entries & 0xffff), u32(size), u32(start), u16(0)];
  if (!zip64) return Buffer.concat([u32(0x06054b50), u16(0), u16(0), ...short]);
  const counts = [u64(entries), u64(entries), u64(size), u64(start)];
  const record = Buffer.concat([u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0), ...counts]);
  const locator = Buffer.concat([u32(0x07064b50), u32(0), u64(start + size), u32(1)]);
  const full = [u16(0xffff), u16(0xffff), u32(long), u32(long), u16(0)];
  return Buffer.concat([record, locator, u32(0x06054b50), u16(0), u16(0), ...full]);
}
