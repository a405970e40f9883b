// One round over a watched place: what is new and whole is taken, and only then is it remembered as seen.
import { readFile, stat } from "node:fs/promises";
import { AppError } from "@tingheng/domain";
import { isRecording } from "@tingheng/listening";
import { keepCursor, noteTrouble, readCursor } from "@tingheng/store";
import { acceptParts } from "../../intake/accept-parts.ts";
import { noteProblems } from "../../intake/note-problems.ts";
import { readSideFile } from "../../intake/read-side-file.ts";
import { takeFile } from "../../intake/take-file.ts";
import { takeRecordingFile } from "../../intake/take-recording-file.ts";
import { lineOfWatch, type TelephoneLine } from "../../intake/telephone-line.ts";
import type { Watch } from "../../intake/watch-settings.ts";
import type { Services } from "../../services.ts";
import { baseName } from "../recording/sources/row-reading.ts";
import { FolderCursor, type FoundFile } from "../recording/watched-files.ts";
import type { WatchRound } from "../recording/watched-folder.ts";
import type { WatchedPlace } from "./watched-place.ts";

/** Files of one round; the rest come in the next, so that what was done is kept often. */
const filesAtOnce = 50;
/** How often a log is read that never rests. */
const logEveryMs = 60_000;
const largestSideFile = 256 * 1024 * 1024;

export interface RoundDone {
  readonly taken: number;
  /** Files that are there and were not taken yet. */
  readonly left: number;
}

export interface RoundState {
  /** When a log that never rests was read last, by its path. */
  readonly logs: Map<string, number>;
  /** Keeps the watch ours while it takes long. */
  readonly renew: () => Promise<void>;
}

export async function scanRound(
  services: Services,
  watch: Watch,
  place: WatchedPlace,
  { logs, renew }: RoundState = { logs: new Map(), renew: async () => {} },
): Promise<RoundDone> {
  const { kysely } = services.database;
  const line = lineOfWatch(watch);
  const nowMs = services.now().getTime();
  const kept = await readCursor(kysely, watch.name);
  const cursor = new Map([...kept].map(([folder, body]) => [folder, FolderCursor.parse(body)]));
  const round = await place.scan(cursor, nowMs);
  await sayTrouble(services, watch, line, round.problems);
  const pathsOf = watch.s3 === undefined ? pathInFolder : (_: string, name: string) => name;
  // What is told of calls goes first: their recordings then know from the start who speaks on which side.
  const first = (file: FoundFile) => (isSideFile(line, file) ? 0 : 1);
  const ready = round.ready.toSorted((a, b) => first(a) - first(b));
  const now = ready.slice(0, filesAtOnce);
  const later = new Map(ready.slice(filesAtOnce).map(({ path }) => [path, false]));
  for (const file of now) {
    if (!(await takeFound(services, line, place, file))) later.set(file.path, true);
    await renew();
  }
  for (const path of restlessLogs(round, pathsOf, logs, nowMs)) {
    if (isSideFile(line, { path })) await takeLog(services, line, place, path);
    await renew();
  }
  await services.database.transaction((trx) => keepCursor(trx, watch.name, changesOf(round, pathsOf, later, nowMs)));
  return { taken: now.filter(({ path }) => !later.has(path)).length, left: later.size + round.waiting };
}

type PathsOf = (folder: string, name: string) => string;
const pathInFolder: PathsOf = (folder, name) => (folder === "" ? name : `${folder}/${name}`);

/**
 * The folders that changed.
 * @param later what is not done yet; true for what failed and has to rest before it is tried again
 */
function changesOf(
  round: WatchRound,
  pathOf: PathsOf,
  later: ReadonlyMap<string, boolean>,
  nowMs: number,
): Map<string, FolderCursor | undefined> {
  return new Map(
    round.changedFolders.map((folder) => {
      const body = round.cursor.get(folder);
      const files = body?.files.map((file): typeof file => {
        const failed = later.get(pathOf(folder, file[0]));
        return failed === undefined ? file : [file[0], file[1], file[2], failed ? nowMs : file[3], false];
      });
      return [folder, body && files && { ...body, files }];
    }),
  );
}

/** Logs to which something is added all day long: they are read once a minute without waiting for a rest. */
function restlessLogs(round: WatchRound, pathOf: PathsOf, logs: Map<string, number>, nowMs: number): string[] {
  const restless = [...round.cursor].flatMap(([folder, { files }]) =>
    files.filter(([name, , , , given]) => !given && isLog(name)).map(([name]) => pathOf(folder, name)),
  );
  return restless.filter((path) => {
    const readMs = logs.get(path);
    if (readMs === undefined || nowMs - readMs >= logEveryMs) logs.set(path, nowMs);
    return readMs !== undefined && nowMs - readMs >= logEveryMs;
  });
}

const isLog = (name: string): boolean => /queue[_-]?log|\.(csv|ndjson|jsonl)$/i.test(name);

/** @returns false where it has to be tried again, e.g. because the disk is full */
async function takeFound(
  services: Services,
  line: TelephoneLine,
  place: WatchedPlace,
  file: FoundFile,
): Promise<boolean> {
  try {
    return await place.withFile(file.path, async (path) => {
      if (isSideFile(line, file)) {
        await takeSideFile(services, line, { name: file.path, path, isWhole: true });
        return true;
      }
      const { path: uri } = file;
      const taken = isRecording(uri)
        ? await takeRecordingFile(services, line, { path, uri })
        : await takeFile(services, { path, label: uri, source: line.source });
      if (taken.problems.some(({ error }) => isPassing(error))) return false;
      if (isRecording(uri) && taken.calls.length > 0) await place.taken(uri);
      return true;
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    await noteProblems(services, { source: line.source, name: file.path }, [readable(error, file.path)], {
      newsOnly: true,
    });
    services.log.warn({ err: error, watch: line.source }, "a watched file was not taken");
    return false;
  }
}

/** Up to its last whole line; what goes wrong is told when it rests. */
async function takeLog(services: Services, line: TelephoneLine, place: WatchedPlace, path: string): Promise<void> {
  try {
    await place.withFile(path, (local) => takeSideFile(services, line, { name: path, path: local, isWhole: false }));
  } catch (error) {
    services.log.warn({ err: error, watch: line.source }, "a log was not read");
  }
}

interface SideFile {
  readonly name: string;
  readonly path: string;
  readonly isWhole: boolean;
}

async function takeSideFile(services: Services, line: TelephoneLine, file: SideFile): Promise<void> {
  const { name, path, isWhole } = file;
  const { size } = await stat(path);
  const from = { source: line.source, name };
  if (size > largestSideFile) {
    const error = new AppError("input.malformed", {
      where: name,
      expected: `≤ ${largestSideFile} bytes`,
      found: String(size),
    });
    await noteProblems(services, from, [error], { newsOnly: true });
    return;
  }
  const all = await readFile(path);
  const bytes = isWhole ? all : all.subarray(0, all.lastIndexOf(10) + 1);
  const reading = await readSideFile(line, { name: baseName(name), bytes });
  if (reading instanceof AppError) {
    await noteProblems(services, from, [reading], { newsOnly: true });
    return;
  }
  const { problems } = await acceptParts(services, line, reading.parts);
  await noteProblems(services, from, [...reading.problems, ...problems], { newsOnly: true });
}

function isSideFile({ system }: TelephoneLine, { path }: Pick<FoundFile, "path">): boolean {
  const name = baseName(path);
  return !isRecording(name) && system.sideFiles.some((kind) => kind.matches(name));
}

/** Of the store or the database, not of the file. */
function isPassing({ code }: AppError): boolean {
  return /^(storage|database)\./.test(code);
}

function readable(error: Error, path: string): Error {
  return error instanceof AppError ? error : new AppError("input.unreadable", { path, problem: error.message });
}

/** A place that can't be read is listed once, not with every round. */
async function sayTrouble(
  services: Services,
  watch: Watch,
  line: TelephoneLine,
  problems: readonly AppError[],
): Promise<void> {
  const trouble = problems.length === 0 ? undefined : problems.map(({ message }) => message).join("\n");
  if (!(await noteTrouble(services.database.kysely, watch.name, trouble)) || trouble === undefined) return;
  services.log.warn({ watch: watch.name, trouble }, "a watched place can't be read");
  await noteProblems(services, { source: line.source, name: `watch ${watch.name}` }, problems);
}
