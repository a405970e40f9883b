// An uploaded zip file: its whole directory is read and checked first; then its files can be read one by one, in any order.
import { AppError } from "@tingheng/domain";
import type { ByteSource } from "@tingheng/speech";
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from "yauzl";
import { fileLabelOf, labelOf } from "../file-label.ts";
import { checkEntry, checkedBytes, isNoContent, nameOf, sameAsListed } from "./archive-entry.ts";
import { type ArchiveLimits, archiveTally, checkEntryCount, usualArchiveLimits } from "./archive-limits.ts";
import { ArchiveReader } from "./archive-reader.ts";

export interface ArchivedFile {
  /** Folders and name, cleaned: for people, and to read dates and numbers from; nothing is ever written there. */
  readonly label: string;
  /** What the directory says; `bytes` yields exactly so many, or throws. */
  readonly byteCount: number;
  /** @throws AppError `archive.nested`, `archive.broken`, while it is read */
  bytes(): AsyncIterable<Uint8Array>;
}

interface Listed {
  readonly entry: Entry;
  readonly name: string;
}

/** The source stays open, and has to, while files are read.
 * @throws AppError `archive.*`: one file that must not be there is enough to refuse all */
export async function openArchive(
  source: ByteSource,
  limits: Partial<ArchiveLimits> = {},
): Promise<readonly ArchivedFile[]> {
  const path = fileLabelOf(source.name) ?? "archive";
  const reader = new ArchiveReader(source);
  try {
    const zip = await fromRandomAccessReaderPromise(reader, source.byteCount, {
      autoClose: false,
      decodeStrings: false,
    });
    zip.on("error", () => {});
    const directoryStart = cursorOf(zip);
    const listed = await listEntries(path, zip, { ...usualArchiveLimits, ...limits });
    await checkDirectoryEnd(reader, cursorOf(zip));
    const ends = checkPlaces(listed, directoryStart);
    return listed
      .filter(({ entry, name }) => !isNoContent(name, entry))
      .map((one, index) => fileOf({ path, reader, zip, ends }, one, index));
  } catch (error) {
    throw reader.failure ?? asArchiveError(path, error);
  }
}

async function listEntries(path: string, zip: ZipFile, limits: ArchiveLimits): Promise<readonly Listed[]> {
  checkEntryCount(path, zip.entryCount, limits);
  const tally = archiveTally(path, limits);
  const listed: Listed[] = [];
  for await (const entry of zip.eachEntry()) {
    tally.add(entry);
    const name = nameOf(entry);
    if (!isNoContent(name, entry)) checkEntry(path, name, entry);
    listed.push({ entry, name });
  }
  return listed;
}

/** The published types call it a boolean; it is where the next entry of the directory is read. */
function cursorOf(zip: ZipFile): number {
  return Number(zip.readEntryCursor);
}

const directoryEnds: ReadonlySet<number> = new Set([0x06054b50, 0x06064b50, 0x05054b50]);

/** A directory that goes on after its last entry holds more than it admits. */
async function checkDirectoryEnd(reader: ArchiveReader, at: number): Promise<void> {
  const mark = Buffer.from(await reader.at(at, 4));
  if (mark.length < 4 || !directoryEnds.has(mark.readUInt32LE()))
    throw new Error("its directory doesn't end where it says");
}

const localHeaderBytes = 30;

/** Files lie one behind the other in front of the directory; where two share bytes, little becomes much. Returns where each has to end. */
function checkPlaces(listed: readonly Listed[], directoryStart: number): ReadonlyMap<Entry, number> {
  const ends = new Map<Entry, number>();
  const entries = listed
    .map(({ entry }) => entry)
    .sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (const [index, entry] of entries.entries()) {
    const { relativeOffsetOfLocalHeader: start, fileNameLength, compressedSize } = entry;
    const end = entries[index + 1]?.relativeOffsetOfLocalHeader ?? directoryStart;
    if (start + localHeaderBytes + fileNameLength + compressedSize > end) throw new Error("its files overlap");
    ends.set(entry, end);
  }
  return ends;
}

interface Surroundings {
  readonly path: string;
  readonly reader: ArchiveReader;
  readonly zip: ZipFile;
  readonly ends: ReadonlyMap<Entry, number>;
}

function fileOf({ path, reader, zip, ends }: Surroundings, { entry, name }: Listed, index: number): ArchivedFile {
  const label = labelOf(name) ?? `${index + 1}`;
  return {
    label,
    byteCount: entry.uncompressedSize,
    async *bytes() {
      try {
        const local = await zip.readLocalFileHeaderPromise(entry);
        const end = local.fileDataStart + entry.compressedSize;
        if (end > (ends.get(entry) ?? 0)) throw new Error("its files overlap");
        if (!sameAsListed(entry, local)) throw new Error(`${label} says something else of itself than the directory`);
        const stream = await zip.openReadStreamPromise(entry);
        yield* checkedBytes(stream, { path, entry: label }, entry.crc32);
      } catch (error) {
        throw reader.failure ?? asArchiveError(path, error);
      }
    },
  };
}

function asArchiveError(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const problem = error instanceof Error ? error.message : String(error);
  return new AppError("archive.broken", { path, problem });
}
