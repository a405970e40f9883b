// Texts → a zip file that every program unpacks. The same texts give the same bytes: its files are all from the first day that zip knows.
import { crc32, deflateRawSync } from "node:zlib";
import type { NamedText } from "./standard-files.ts";

const version = 20;
const utf8Names = 0x0800;
const deflated = 8;
const firstDay = 0x0021;

/** Fewer than 65,536 files, and less than 4 GB. */
export function zipFile(files: readonly NamedText[]): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, text } of files) {
    const [name, data] = [Buffer.from(path, "utf8"), Buffer.from(text, "utf8")];
    const packed = deflateRawSync(data);
    const told = Buffer.concat([
      fields([version, 2], [utf8Names, 2], [deflated, 2], [0, 2], [firstDay, 2]),
      fields([crc32(data), 4], [packed.length, 4], [data.length, 4], [name.length, 2], [0, 2]),
    ]);
    const local = Buffer.concat([fields([0x04034b50, 4]), told, name, packed]);
    // No comment, first disk, no attributes.
    const rest = fields([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    directory.push(Buffer.concat([fields([0x02014b50, 4], [version, 2]), told, rest, name]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = files.length;
  const end = fields([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [listed.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...parts, listed, end]);
}

function fields(...values: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0));
  values.reduce((at, [value, bytes]) => buffer.writeUIntLE(value, at, bytes), 0);
  return buffer;
}
