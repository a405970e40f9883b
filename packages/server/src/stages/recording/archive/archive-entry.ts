// One file in an archive: what its directory says of it, whether that is a plain file, and whether its bytes keep the promise.
import { crc32 } from "node:zlib";
import { AppError } from "@tingheng/domain";
import type { Entry, LocalFileHeader } from "yauzl";
import { labelOf } from "../file-label.ts";
import { archiveHeadBytes, startsLikeArchive } from "./archive-marks.ts";

export function nameOf({ fileNameRaw }: Entry): string {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(fileNameRaw);
    } catch {}
  }
  return fileNameRaw.toString("latin1");
}

/** A folder, or what macOS puts beside every file. */
export function isNoContent(name: string, { uncompressedSize }: Entry): boolean {
  return (/[/\\]$/.test(name) && uncompressedSize === 0) || /^__MACOSX\/|(^|\/)\.DS_Store$/.test(name);
}

const nestedEndings =
  /\.(zip|jar|war|apk|docx|xlsx|tar|tgz|gz|bz2|tbz2?|xz|txz|zst|7z|rar|lzh|lha|arj|cab|iso|z|lz4?|cpio)$/i;
const plainMethods: ReadonlySet<number> = new Set([0, 8]);
const unixKinds = { mask: 0o170000, file: 0o100000, folder: 0o040000 } as const;

/** @throws AppError `archive.encrypted`, `archive.nested`, `archive.entry` */
export function checkEntry(path: string, name: string, entry: Entry): void {
  const details = { path, entry: labelOf(name) ?? "?" };
  if (entry.isEncrypted() || (entry.generalPurposeBitFlag & 0x2040) !== 0) {
    throw new AppError("archive.encrypted", details);
  }
  if (nestedEndings.test(name)) throw new AppError("archive.nested", details);
  const kind = (entry.externalFileAttributes >>> 16) & unixKinds.mask;
  const isPlain = kind === 0 || kind === unixKinds.file || kind === unixKinds.folder;
  if (!isPlain || /[/\\]$/.test(name) || !plainMethods.has(entry.compressionMethod)) {
    throw new AppError("archive.entry", details);
  }
}

const longSize = 0xffffffff;
const sizesFollow = 0x8;

/** The header in front of the file has to say what the directory says. */
export function sameAsListed(entry: Entry, local: LocalFileHeader): boolean {
  const later = (local.generalPurposeBitFlag & sizesFollow) !== 0;
  const same = (here: number, listed: number) => here === listed || here === longSize || (later && here === 0);
  return (
    entry.fileNameRaw.equals(local.fileName) &&
    entry.compressionMethod === local.compressionMethod &&
    (local.generalPurposeBitFlag & 1) === 0 &&
    same(local.compressedSize, entry.compressedSize) &&
    same(local.uncompressedSize, entry.uncompressedSize)
  );
}

/** The unpacked bytes, once they have shown that they are no archive; at their end the checksum has to be right.
 * @throws AppError `archive.nested`, `archive.broken` */
export async function* checkedBytes(
  pieces: AsyncIterable<Uint8Array>,
  details: { readonly path: string; readonly entry: string },
  expectedCrc: number,
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  let sum = 0;
  for await (const piece of pieces) {
    sum = crc32(piece, sum);
    if (head === undefined) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < archiveHeadBytes) continue;
    if (startsLikeArchive(head)) throw new AppError("archive.nested", details);
    yield head;
    head = undefined;
  }
  if (head !== undefined && startsLikeArchive(head)) throw new AppError("archive.nested", details);
  if (head !== undefined && head.length > 0) yield head;
  if (sum !== expectedCrc) {
    const problem = `${details.entry} has another checksum than the archive says`;
    throw new AppError("archive.broken", { path: details.path, problem });
  }
}
