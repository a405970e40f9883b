// Which files are recordings, and what lies beside them: the other side, the call's data, a transcript from elsewhere.
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

const soundFiles = new Set(
  ".wav .wave .mp3 .amr .awb .ogg .oga .opus .m4a .mp4 .aac .flac .webm .mka .gsm .au .snd .alaw .ulaw .al .ul .pcm .raw .sln".split(
    " ",
  ),
);
const besideFiles = [".json", ".vcon", ".srt", ".vtt", ".txt", ".csv", ".xlsx"];

export const isRecording = (path: string): boolean => soundFiles.has(extname(path).toLowerCase());

/** A recording, or two that hold a side each. */
export interface RecordingFiles {
  readonly path: string;
  /** Where `path` holds the agent alone. */
  readonly customerPath?: string;
  /** The call's data or its transcript: the same name with another ending. */
  readonly besidePath?: string;
}

const agentEnd = /[-_.](?:agent|坐席|客服)$/iu;
const customerEnds = ["customer", "caller", "client", "客户"];

/** The recordings of a folder, sides joined; every other file is left to those who read transcripts. */
export function recordingsAmong(paths: readonly string[]): {
  readonly recordings: RecordingFiles[];
  readonly others: string[];
} {
  const sounds = paths.filter(isRecording);
  const customers = new Set(sounds.flatMap((path) => customerSideOf(path, sounds) ?? []));
  const recordings = sounds.filter((path) => !customers.has(path)).map((path) => recordingAt(path, paths));
  const beside = new Set(recordings.flatMap(({ besidePath }) => besidePath ?? []));
  return { recordings, others: paths.filter((path) => !isRecording(path) && !beside.has(path)) };
}

/** What a recording is called: its file without ending and side. */
export const nameOf = ({ path, customerPath }: RecordingFiles): string => {
  const name = basename(path, extname(path));
  return customerPath === undefined ? name : name.replace(agentEnd, "");
};

/** A recording that was named by itself, with what lies beside it. */
export function recordingAt(path: string, paths: readonly string[] = neighbours(path)): RecordingFiles {
  const customerPath = customerSideOf(path, paths);
  const stem = customerPath === undefined ? stemOf(path) : stemOf(path).replace(agentEnd, "");
  const besidePath = besideFiles.map((ending) => stem + ending).find((one) => paths.includes(one));
  return {
    path,
    ...(customerPath === undefined ? {} : { customerPath }),
    ...(besidePath === undefined ? {} : { besidePath }),
  };
}

const stemOf = (path: string): string => join(dirname(path), basename(path, extname(path)));

function customerSideOf(path: string, paths: readonly string[]): string | undefined {
  const stem = stemOf(path);
  const end = agentEnd.exec(stem)?.[0];
  if (end === undefined) return undefined;
  const bare = stem.slice(0, -end.length);
  return customerEnds.map((word) => `${bare}${end[0]}${word}${extname(path)}`).find((one) => paths.includes(one));
}

function neighbours(path: string): string[] {
  const folder = dirname(path);
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
