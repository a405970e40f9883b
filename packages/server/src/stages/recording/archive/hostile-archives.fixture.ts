// Archives that hold what no recording is, that lie about what they hold, or that would never end; and what comes of opening them.
import { posix, win32 } from "node:path";
import { gzipSync } from "node:zlib";
import { AppError, type ErrorCode } from "@tingheng/domain";
import { type ByteSource, bytesSource } from "@tingheng/speech";
import type { ArchiveLimits } from "./archive-limits.ts";
import { openArchive } from "./open-archive.ts";
import { directoryEnd, directoryHeader, type ZipEnd, type ZipSpec, zipOf } from "./zip.fixture.ts";

export interface HostileArchive {
  readonly name: string;
  readonly source: () => ByteSource;
  readonly limits?: Partial<ArchiveLimits>;
  readonly refused: readonly ErrorCode[];
  /** So many bytes of it may be read, and so many unpacked ones handed over, before that shows. */
  readonly mostRead?: number;
  readonly mostGiven?: number;
}

export const sound = Buffer.from("RIFF and so on, again and again: ".repeat(20));

/** What comes of an archive of which everything is read. */
export async function archiveOutcome(source: ByteSource, limits?: Partial<ArchiveLimits>, give = (_: number) => {}) {
  try {
    for (const file of await openArchive(source, limits)) for await (const piece of file.bytes()) give(piece.length);
    return "read";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

/** @returns what got through, undefined where it was refused as it should be */
export async function tryArchive(archive: HostileArchive): Promise<string | undefined> {
  const source = archive.source();
  let read = 0;
  let given = 0;
  const counted: ByteSource = {
    ...source,
    async read(from, length) {
      const bytes = await source.read(from, length);
      read += bytes.length;
      return bytes;
    },
  };
  const outcome = await archiveOutcome(counted, archive.limits, (length) => {
    given += length;
  });
  if (!archive.refused.includes(outcome as ErrorCode)) return outcome;
  if (read > (archive.mostRead ?? Infinity)) return `refused after ${read} bytes were read`;
  return given > (archive.mostGiven ?? Infinity) ? `refused after ${given} bytes were handed over` : undefined;
}

/** @returns the label of a file of that name, where somebody who took it for a path would leave their folder by it */
export async function tryEntryName(name: string): Promise<string | undefined> {
  const files = await openArchive(bytesSource("calls.zip", zipOf([{ name, data: sound }]))).catch((error: unknown) => {
    if (error instanceof AppError) return [];
    throw error;
  });
  const leaves = ({ label }: { readonly label: string }) =>
    !posix.resolve("/in", label).startsWith("/in/") ||
    !win32.resolve("C:\\in", label).startsWith("C:\\in\\") ||
    /[\p{C}\\]/u.test(label);
  return files.find(leaves)?.label;
}

type Zipped = Pick<HostileArchive, "limits" | "mostGiven"> & { readonly end?: ZipEnd };

function zipped(name: string, refused: ErrorCode, specs: readonly ZipSpec[], more: Zipped = {}): HostileArchive {
  const { end, ...rest } = more;
  return { name, refused: [refused], source: () => bytesSource("calls.zip", zipOf(specs, end)), ...rest };
}

const one = { name: "a.wav", data: sound };

const noPlainFiles: readonly HostileArchive[] = [
  ...Object.entries({
    "a symbolic link": 0o120777,
    "a device": 0o020666,
    "a block device": 0o060666,
    "a pipe": 0o010666,
    "a socket": 0o140666,
  }).map(([name, mode]) => zipped(name, "archive.entry", [{ ...one, data: Buffer.from("/etc/passwd"), mode }])),
  zipped("a folder with contents", "archive.entry", [{ name: "a.wav/", data: sound }]),
  ...[1, 9, 12, 14, 93, 99].map((method) =>
    zipped(`packing method ${method}`, "archive.entry", [{ ...one, listed: { method } }]),
  ),
  ...[0x1, 0x2000].map((flags) => zipped(`encrypted (${flags})`, "archive.encrypted", [{ ...one, listed: { flags } }])),
  zipped("encrypted, but only in front of the file", "archive.broken", [{ ...one, local: { flags: 0x801 } }]),
];

const inside: readonly HostileArchive[] = [
  ...["a.zip", "a.ZIP", "a.tar.gz", "a.7z", "a.rar", "a.docx", "deep/b.jar"].map((name) =>
    zipped(`an archive inside: ${name}`, "archive.nested", [{ name, data: sound }]),
  ),
  ...Object.entries({
    zip: zipOf([{ name: "b.wav", data: sound }]),
    "empty zip": zipOf([]),
    gzip: gzipSync(sound),
    rar: Buffer.from("Rar!\x1a\x07\x01\x00", "latin1"),
    tar: Buffer.concat([Buffer.alloc(257), Buffer.from("ustar\x0000"), Buffer.alloc(248)]),
  }).map(([name, data]) => zipped(`${name} inside under another name`, "archive.nested", [{ name: "a.wav", data }])),
];

/** A directory of any length that is only made where it is looked at. */
function endlessDirectory(entries: number, told: { entries: number; zip64: boolean }): ByteSource {
  const fields = { flags: 0, method: 0, crc: 0, packed: 0, unpacked: 0, offset: 0, name: Buffer.from("a") };
  const header = directoryHeader(fields, 0, false);
  const size = header.length * entries;
  const end = directoryEnd(told.entries, size, 0, told.zip64);
  return {
    name: "calls.zip",
    byteCount: size + end.length,
    async read(from, length) {
      const room = new Uint8Array(Math.max(0, Math.min(length, size + end.length - from)));
      for (let at = 0; at < room.length; at += 1) {
        const place = from + at;
        room[at] = (place < size ? header[place % header.length] : end[place - size]) ?? 0;
      }
      return room;
    },
    close: async () => {},
  };
}

const zeros = Buffer.alloc(20 * 1_024 ** 2);
const million = 1_000_000;
const saidBytes = 100_000;
const many = (count: number, data: Uint8Array, more: Partial<ZipSpec> = {}): ZipSpec[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}.wav`, data, ...more }));
const headersInside = zipOf([{ name: "b.wav", data: sound }]);
const atHeader = 30 + 5;

const bombs: readonly HostileArchive[] = [
  {
    name: "a million files: refused by what the last bytes say",
    source: () => endlessDirectory(million, { entries: million, zip64: true }),
    refused: ["archive.limit"],
    mostRead: 200_000,
  },
  ...[5, million % 65_536].map(
    (entries): HostileArchive => ({
      name: `a million files that say they are ${entries}`,
      source: () => endlessDirectory(million, { entries, zip64: false }),
      refused: ["archive.broken", "archive.limit"],
      mostRead: million,
    }),
  ),
  ...[2 ** 53, 2 ** 63].map(
    (entries): HostileArchive => ({
      name: `a directory of ${entries} entries`,
      source: () => endlessDirectory(3, { entries, zip64: true }),
      refused: ["archive.limit"],
    }),
  ),
  zipped("a directory that says more than it holds", "archive.broken", [one], { end: { entries: 2 } }),
  zipped(
    "names that fill the memory",
    "archive.limit",
    Array.from({ length: 40 }, () => ({ name: "n".repeat(60_000) })),
    { limits: { maxDirectoryBytes: million } },
  ),
  zipped("a bomb that says what it is", "archive.limit", [{ name: "a.wav", data: zeros }]),
  zipped(
    "a bomb that says it is small: nothing beyond what was said is handed over",
    "archive.broken",
    [{ name: "a.wav", data: zeros, listed: { unpacked: saidBytes }, local: { unpacked: saidBytes } }],
    { mostGiven: saidBytes },
  ),
  zipped("many files that are each small enough", "archive.limit", many(50, zeros.subarray(0, million))),
  zipped("more than all may unpack to", "archive.limit", many(5, sound), {
    limits: { maxUnpackedBytes: 4 * sound.length },
  }),
  zipped("more than one may unpack to", "archive.limit", many(5, sound), {
    limits: { maxEntryBytes: sound.length - 1 },
  }),
  zipped("more files than there may be", "archive.limit", many(5, sound), { limits: { maxEntries: 4 } }),
  zipped(
    "files that are all the same bytes",
    "archive.broken",
    [
      ...many(1, zeros.subarray(0, 500_000)),
      ...many(30, zeros.subarray(0, 500_000), { shares: 0 }).map((spec, index) => ({
        ...spec,
        name: `${index + 1}.wav`,
      })),
    ],
    { limits: { maxRatio: 1e9 } },
  ),
  zipped("files that hold the headers of the next ones", "archive.broken", [
    { name: "a.wav", data: headersInside, stored: true },
    { name: "b.wav", data: sound, shares: 0, listed: { offset: atHeader, method: 8 } },
  ]),
  zipped("a last file that reaches into the directory", "archive.broken", [
    { ...one, listed: { packed: 500, unpacked: 20_000 } },
  ]),
];

const lies: readonly HostileArchive[] = Object.entries({
  "another size": { listed: { unpacked: 10 } },
  "another size in both places": { listed: { unpacked: 10 }, local: { unpacked: 10 } },
  "more than there is": { listed: { unpacked: 9_999 }, local: { unpacked: 9_999 } },
  "another checksum": { listed: { crc: 7 } },
  "another name in front of the file": { local: { name: Buffer.from("b.exe") } },
  "another method in front of the file": { local: { method: 0 } },
  "stored, but of two sizes": { stored: true, listed: { unpacked: 5 } },
  "a place that is none": { listed: { offset: 1 } },
  "a place beyond the end": { listed: { offset: million } },
  "packed bytes that are none": { stored: true, listed: { method: 8 }, local: { method: 8 } },
}).map(([name, lie]) => zipped(name, "archive.broken", [{ ...one, ...lie }]));

export const hostileArchives: Readonly<Record<string, readonly HostileArchive[]>> = {
  "no plain files": noPlainFiles,
  "archives in archives": inside,
  bombs,
  lies,
};
