// Any file that comes in, by upload, from a watched folder or by URL: a recording, a transcript in any known format, a table of
// calls, or an archive of those. What is in it is found out from the content; what can't be read is listed, never dropped.
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError, type CallRecord, type Scope } from "@tingheng/domain";
import { readCalls } from "@tingheng/formats";
import { isRecording } from "@tingheng/listening";
import { fileSource } from "@tingheng/speech";
import { noteUnread, type StoredObject } from "@tingheng/store";
import { type AcceptedCall, acceptCalls, type IncomingCall } from "../calls/accept-calls.ts";
import { refuseForeign } from "../calls/refuse-foreign.ts";
import { storable } from "../calls/storable.ts";
import { withObjects } from "../retention/shared-objects.ts";
import type { Services } from "../services.ts";
import { reasonOf } from "../stages/reason-of.ts";
import { acceptSound } from "../stages/recording/accept-sound.ts";
import { startsLikeZip } from "../stages/recording/archive/archive-marks.ts";
import { type ArchivedFile, openArchive } from "../stages/recording/archive/open-archive.ts";

export interface FileToTake {
  /** Where its bytes lie for now. */
  readonly path: string;
  /** How it was called where it comes from; a name to show, never a path to open. */
  readonly label: string;
  /** Who sent it: part of the identity of a recording's call. Records say for themselves where they come from. */
  readonly source: string;
  /** What is known of the call besides, when the file is a recording. */
  readonly known?: Partial<CallRecord>;
  readonly metadataAt?: Date;
  /** Whose calls the sender may send; everybody's where nobody is asked. */
  readonly scope?: Scope;
}

export interface TakenFile {
  readonly label: string;
  readonly calls: readonly AcceptedCall[];
  readonly problems: readonly { readonly where: string; readonly error: AppError }[];
}

/** Twelve hours of uncompressed sound of two sides. */
export const largestRecordingBytes = 2_000_000_000;
const everybodys: Scope = { kind: "all" };
/** Calls of one transaction. */
const callsAtOnce = 100;

/** Everything of a file that can be read is taken; the rest is returned and noted. */
export async function takeFile(services: Services, file: FileToTake): Promise<TakenFile> {
  const taken = await takenOf(services, file);
  for (const { where, error } of taken.problems) {
    await noteUnread(services.database.kysely, {
      id: services.newId("unr"),
      source: file.source,
      name: where,
      reason: reasonOf(error),
      seenAt: services.now(),
    });
  }
  return taken;
}

async function takenOf(services: Services, file: FileToTake): Promise<TakenFile> {
  const { label } = file;
  try {
    if (await isArchive(file)) return await takeArchive(services, file);
    if (isRecording(label)) return { label, calls: [await takeRecording(services, file)], problems: [] };
    return await takeRecords(services, file);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { label, calls: [], problems: [{ where: label, error: underItsName(error, file) }] };
  }
}

/** Where its bytes lie for now is nobody's business: an error names the file as its sender does. */
function underItsName(error: AppError, { path, label }: FileToTake): AppError {
  return error.details.path === path ? new AppError(error.code, { ...error.details, path: label }) : error;
}

/** Tables of spreadsheets are archives too, but they are read as tables. */
async function isArchive({ path, label }: FileToTake): Promise<boolean> {
  if (/\.(xlsx|docx|ods)$/iu.test(label)) return false;
  const source = await fileSource(path);
  try {
    return startsLikeZip(await source.read(0, Math.min(4, source.byteCount)));
  } finally {
    await source.close();
  }
}

/** @throws AppError `sound.*` where it is none */
async function takeRecording(services: Services, file: FileToTake): Promise<AcceptedCall> {
  const source = await fileSource(file.path);
  try {
    await acceptSound(source);
  } finally {
    await source.close();
  }
  return withRecording(services, file.path, (stored) => acceptRecording(services, file, stored));
}

/** Stores the recording of a file for a call that `use` accepts. */
export function withRecording<T>(
  services: Services,
  path: string,
  use: (stored: StoredObject) => Promise<T>,
): Promise<T> {
  const limits = { kind: "sound", limitBytes: largestRecordingBytes } as const;
  const put = () => services.objects.put(createReadStream(path), limits);
  return withObjects(services, [put], ([stored]) => {
    if (stored === undefined) throw new Error("what was stored is not there");
    return use(stored);
  });
}

async function acceptRecording(services: Services, file: FileToTake, stored: StoredObject): Promise<AcceptedCall> {
  const { known } = file;
  const record: CallRecord = {
    // Without an id of its own a recording is known by its content: the same one twice is one call.
    version: 1,
    id: `sha256-${stored.sha256.slice(0, 32)}`,
    ...known,
    source: file.source,
    recording: { ...known?.recording, uri: known?.recording?.uri ?? file.label },
  };
  const incoming = {
    record,
    recording: stored,
    ...(file.metadataAt === undefined ? {} : { metadataAt: file.metadataAt }),
  };
  await refuseForeign(services, file.scope ?? everybodys, [incoming]);
  const [accepted] = await acceptCalls(services, [incoming]);
  if (accepted === undefined) throw new Error("a call was accepted and is not there");
  return accepted;
}

async function takeRecords(services: Services, { path, label, scope = everybodys }: FileToTake): Promise<TakenFile> {
  const calls: AcceptedCall[] = [];
  const problems: { where: string; error: AppError }[] = [];
  let waiting: IncomingCall[] = [];
  const accept = async () => {
    calls.push(...(await acceptCalls(services, waiting)));
    waiting = [];
  };
  for await (const item of readCalls({ name: label, bytes: createReadStream(path) })) {
    const error = item.ok ? await refusalOf(services, scope, { record: item.call }) : item.error;
    if (item.ok && error === undefined) waiting.push({ record: item.call });
    if (error !== undefined) problems.push({ where: item.where === label ? label : `${label}: ${item.where}`, error });
    if (waiting.length === callsAtOnce) await accept();
  }
  if (waiting.length > 0) await accept();
  return { label, calls, problems };
}

async function refusalOf(services: Services, scope: Scope, call: IncomingCall): Promise<AppError | undefined> {
  try {
    storable(call.record);
    await refuseForeign(services, scope, [call]);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function takeArchive(services: Services, file: FileToTake): Promise<TakenFile> {
  const source = await fileSource(file.path);
  const folder = await mkdtemp(join(tmpdir(), "tingheng-archive-"));
  try {
    const entries = await openArchive(source);
    if (entries.length === 0)
      throw new AppError("input.malformed", { where: file.label, expected: "calls", found: "an empty archive" });
    const sounds = entries.filter(({ label }) => isRecording(label));
    const beside = new Map(sounds.flatMap((sound) => besideOf(sound, entries)));
    const besideEntries = new Set(beside.values());
    const all: TakenFile[] = [];
    for (const entry of entries) {
      if (besideEntries.has(entry)) continue;
      all.push(await takeEntry(services, file, entry, beside.get(entry), folder));
    }
    return {
      label: file.label,
      calls: all.flatMap(({ calls }) => calls),
      problems: all.flatMap(({ problems }) => problems),
    };
  } finally {
    await source.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function takeEntry(
  services: Services,
  file: FileToTake,
  entry: ArchivedFile,
  beside: ArchivedFile | undefined,
  folder: string,
): Promise<TakenFile> {
  const label = `${file.label}/${entry.label}`;
  const path = join(folder, "entry");
  try {
    await pipeline(Readable.from(entry.bytes()), createWriteStream(path));
    const known = beside === undefined ? undefined : await firstCall(beside);
    const { source, scope = everybodys } = file;
    const one = { path, label, source, scope, ...(known === undefined ? {} : { known }) };
    return await takenOf(services, one);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { label, calls: [], problems: [{ where: label, error }] };
  } finally {
    await rm(path, { force: true });
  }
}

/** What lies beside a recording under the same name: its metadata or its transcript. */
function besideOf(sound: ArchivedFile, entries: readonly ArchivedFile[]): [ArchivedFile, ArchivedFile][] {
  const stem = (label: string) => label.slice(0, label.length - extname(label).length);
  const found = entries.find(({ label }) => !isRecording(label) && stem(label) === stem(sound.label));
  return found === undefined ? [] : [[sound, found]];
}

async function firstCall(entry: ArchivedFile): Promise<CallRecord | undefined> {
  for await (const item of readCalls({ name: basename(entry.label), bytes: entry.bytes() })) {
    if (!item.ok) throw item.error;
    return item.call;
  }
  return undefined;
}
