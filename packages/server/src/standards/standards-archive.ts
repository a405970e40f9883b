// Folders of standards ⇄ a zip file of them. What is written can be read again, and is laid out as a data folder is.
import { AppError } from "@tingheng/domain";
import { bytesSource } from "@tingheng/speech";
import { openArchive } from "../stages/recording/archive/open-archive.ts";
import { folderOf, type NamedText, type ParsedStandard } from "./standard-files.ts";
import { zipFile } from "./zip-file.ts";

const limits = { maxEntries: 3_000, maxEntryBytes: 4_000_000, maxUnpackedBytes: 64_000_000 };

/** Beside the folder that commands look into: a folder holds one version of a standard. */
const otherVersions = "other-versions";

export type ArchivedStandard = Pick<ParsedStandard, "kind" | "standard" | "version" | "body" | "cases" | "readme">;

/**
 * Puts versions into a zip file. Of each standard the first that is given lies where a data folder has it (`standards/<id>/`,
 * `questionnaires/<id>/`), others below `other-versions/`.
 * @throws AppError `archive.limit` where it would be too large to be read again
 */
export function archiveOf(versions: readonly ArchivedStandard[]): Buffer<ArrayBuffer> {
  const files = archiveFiles(versions);
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  requireBelow("files", files.length, limits.maxEntries);
  requireBelow("bytes", bytes, limits.maxUnpackedBytes);
  return zipFile(files);
}

export function archiveFiles(versions: readonly ArchivedStandard[]): NamedText[] {
  const taken = new Set<string>();
  return versions.flatMap((one) => {
    const folder = `${one.kind}s/${one.standard}`;
    const place = taken.has(folder) ? `${otherVersions}/${folder}/${one.version}` : folder;
    taken.add(folder);
    return folderOf(one).map(({ path, text }) => ({ path: place + path.slice(folder.length), text }));
  });
}

function requireBelow(what: string, found: number, allowed: number): void {
  if (found <= allowed) return;
  throw new AppError("archive.limit", { path: "standards.zip", what, found: `${found}`, allowed: `${allowed}` });
}

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

/** @throws AppError `standard.invalid` where it is not UTF-8 */
export function textOf(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AppError("standard.invalid", { where, expected: "UTF-8", found: "other bytes" });
  }
}
