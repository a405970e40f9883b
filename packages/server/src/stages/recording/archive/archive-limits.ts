// What an archive may hold before it counts as an attack, told from its directory before anything is unpacked.
import { AppError } from "@tingheng/domain";
import type { Entry } from "yauzl";

export interface ArchiveLimits {
  readonly maxEntries: number;
  /** Names, comments and extra fields together. */
  readonly maxDirectoryBytes: number;
  readonly maxEntryBytes: number;
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes for each packed one. */
  readonly maxRatio: number;
  /** Below this the ratio says nothing: a short list of numbers packs well. */
  readonly ratioFromBytes: number;
}

export const usualArchiveLimits: ArchiveLimits = {
  maxEntries: 10_000,
  maxDirectoryBytes: 16 * 1_024 ** 2,
  maxEntryBytes: 2 * 1_024 ** 3,
  maxUnpackedBytes: 20 * 1_024 ** 3,
  maxRatio: 100,
  ratioFromBytes: 1_024 ** 2,
};

/** Adds up what the entries say of themselves; `add` throws at the first that is too much. */
export function archiveTally(path: string, limits: ArchiveLimits) {
  let directory = 0;
  let packed = 0;
  let unpacked = 0;
  const check = (what: string, found: number, allowed: number) => {
    if (!(found <= allowed)) throw beyond(path, what, found, allowed);
  };
  const checkRatio = (from: number, to: number) => {
    if (to > limits.ratioFromBytes)
      check("the ratio of unpacked to packed bytes", to / Math.max(1, from), limits.maxRatio);
  };
  return {
    /** @throws AppError `archive.limit` */
    add(entry: Entry): void {
      directory += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
      check("the size of its directory", directory, limits.maxDirectoryBytes);
      check("the size of an unpacked file", entry.uncompressedSize, limits.maxEntryBytes);
      check("the unpacked size", unpacked, limits.maxUnpackedBytes);
      checkRatio(entry.compressedSize, entry.uncompressedSize);
      checkRatio(packed, unpacked);
    },
  };
}

/** @throws AppError `archive.limit` */
export function checkEntryCount(path: string, count: number, { maxEntries }: ArchiveLimits): void {
  if (!(count <= maxEntries)) throw beyond(path, "the number of files", count, maxEntries);
}

function beyond(path: string, what: string, found: number, allowed: number): AppError {
  return new AppError("archive.limit", { path, what, found: `${Math.round(found)}`, allowed: `${allowed}` });
}
