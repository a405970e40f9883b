// A zip file with folders of standards → their files as text.
import { AppError } from "@tingheng/domain";
import { bytesSource } from "@tingheng/speech";
import { openArchive } from "../stages/recording/archive/open-archive.ts";
import type { NamedText } from "./standard-files.ts";

const limits = { maxEntries: 500, maxEntryBytes: 4_000_000, maxUnpackedBytes: 32_000_000 };

/** @throws AppError `archive.*`, or `standard.invalid` where a file is not UTF-8 */
export async function textsOfArchive(bytes: Uint8Array): Promise<NamedText[]> {
  const texts: NamedText[] = [];
  for (const file of await openArchive(bytesSource("standards.zip", bytes), limits)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.bytes()) pieces.push(piece);
    texts.push({ path: file.label, text: textOf(Buffer.concat(pieces), file.label) });
  }
  return texts;
}

function textOf(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AppError("standard.invalid", { where, expected: "UTF-8", found: "other bytes" });
  }
}
