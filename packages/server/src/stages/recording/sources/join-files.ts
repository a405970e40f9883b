// Which recording belongs to which call: by address, by file name, by the ids that its name holds; surest first.
import { AppError } from "@tingheng/domain";
import type { CallDetail } from "./call-detail.ts";
import { detailOfName, fieldsOfName, stemOf } from "./recording-name.ts";
import { baseName } from "./row-reading.ts";
import type { SourceSettings } from "./source-settings.ts";
import type { TelephoneSystem } from "./telephone-system.ts";

/** Path, key or address of a recording. */
export type RecordingFile = { readonly uri: string };

export type FileJoin = {
  readonly joined: readonly { readonly detail: CallDetail; readonly recordings: readonly RecordingFile[] }[];
  /** Recordings of which no detail is known: calls that know only what their name says. */
  readonly alone: readonly { readonly detail: CallDetail; readonly recording: RecordingFile }[];
  /** Calls whose recording has not come. */
  readonly waiting: readonly CallDetail[];
  /** Recordings that fit several calls equally well, and so none. They are `alone` too. */
  readonly problems: readonly AppError[];
};

type Index = ReadonlyMap<string, readonly CallDetail[]>;
type Way = { readonly index: Index; readonly keysOf: (uri: string) => readonly string[] };

/**
 * @param details one system's calls, each once
 * @param recordings each once; several may belong to one call
 */
export function joinFiles(
  system: TelephoneSystem,
  details: readonly CallDetail[],
  recordings: readonly RecordingFile[],
  settings: SourceSettings,
): FileJoin {
  const ways = waysOf(system, details, settings);
  const byDetail = new Map<CallDetail, RecordingFile[]>();
  const alone: FileJoin["alone"][number][] = [];
  const problems: AppError[] = [];
  for (const recording of recordings) {
    const fitting = fittingDetails(ways, recording.uri);
    const [detail] = fitting;
    if (fitting.length > 1) problems.push(fitsSeveral(recording.uri, fitting));
    if (detail === undefined || fitting.length > 1)
      alone.push({ detail: detailOfName(system, recording.uri, settings), recording });
    else byDetail.set(detail, [...(byDetail.get(detail) ?? []), recording]);
  }
  return {
    joined: [...byDetail].map(([detail, files]) => ({ detail, recordings: files })),
    alone,
    waiting: details.filter((detail) => !byDetail.has(detail)),
    problems,
  };
}

/** Every name by which a detail's call may be found. */
export const namesOfDetail = ({ aliases, recording }: CallDetail): readonly string[] =>
  given([...aliases, recording?.uri, recording?.name, recording?.name && stemOf(recording.name)]);

/** Every name by which the call of a recording may be found. */
export function namesOfRecording(system: TelephoneSystem, uri: string, settings: SourceSettings): readonly string[] {
  const fields = fieldsOfName(system, uri, settings);
  return given([uri, baseName(uri), stemOf(uri), fields?.uniqueid, fields?.id, ...idsWithin(uri)]);
}

const given = (names: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(names.filter((name): name is string => name !== undefined && name !== "")),
];

/** The calls that fit in the surest way in which any fits. */
function fittingDetails(ways: readonly Way[], uri: string): readonly CallDetail[] {
  for (const { index, keysOf } of ways) {
    const found = new Set(keysOf(uri).flatMap((key) => index.get(key) ?? []));
    if (found.size > 0) return [...found];
  }
  return [];
}

function waysOf(system: TelephoneSystem, details: readonly CallDetail[], settings: SourceSettings): readonly Way[] {
  const by = (keysOf: (detail: CallDetail) => readonly (string | undefined)[]): Index => {
    const index = new Map<string, CallDetail[]>();
    for (const detail of details)
      for (const key of new Set(keysOf(detail))) {
        if (key === undefined || key === "") continue;
        const known = index.get(key);
        if (known) known.push(detail);
        else index.set(key, [detail]);
      }
    return index;
  };
  const aliases = by((detail) => detail.aliases);
  const idsOfName = (uri: string) => {
    const fields = fieldsOfName(system, uri, settings);
    return [fields?.uniqueid, fields?.id].filter((id) => id !== undefined);
  };
  return [
    { index: by(({ recording }) => [recording?.uri]), keysOf: (uri) => [uri] },
    { index: by(({ recording }) => [recording?.name]), keysOf: (uri) => [baseName(uri)] },
    { index: aliases, keysOf: idsOfName },
    { index: by(({ recording }) => [recording?.name && stemOf(recording.name)]), keysOf: (uri) => [stemOf(uri)] },
    { index: aliases, keysOf: (uri) => [stemOf(uri)] },
    { index: aliases, keysOf: idsWithin },
  ];
}

/** Unique ids of Asterisk and UUIDs wherever they stand in a name. Shorter numbers could be anything. */
const idsWithin = (uri: string): readonly string[] => [
  ...(stemOf(uri).match(/(?<![\d.])\d{9,11}\.\d+(?![\d.])/g) ?? []),
  ...(stemOf(uri).match(/(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/gi) ?? []),
];

const fitsSeveral = (uri: string, details: readonly CallDetail[]): AppError =>
  new AppError("input.malformed", {
    where: uri,
    expected: "a recording of one call",
    found: details
      .map((detail) => detail.id)
      .join(", ")
      .slice(0, 200),
  });
