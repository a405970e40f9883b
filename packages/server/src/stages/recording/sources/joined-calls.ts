// Parts of many calls → one detail for each call: newest telling of a part, then everything that shares a key.
import { AppError } from "@tingheng/domain";
import { type CallDetail, callRecordOf } from "./call-detail.ts";
import type { SourceSettings } from "./source-settings.ts";
import type { Part, TelephoneSystem } from "./telephone-system.ts";

export type Joined = { readonly details: readonly CallDetail[]; readonly problems: readonly AppError[] };

/** Reads files of one system together and joins what they tell. Nothing that can't be read stops the rest. */
export async function readDetails(
  system: TelephoneSystem,
  files: readonly { readonly name: string; readonly text: string }[],
  settings: SourceSettings,
): Promise<Joined> {
  const readings = await Promise.all(files.map(({ name, text }) => system.read(text, name, settings)));
  const parts = readings.flatMap((reading) => (reading instanceof AppError ? [] : reading.parts));
  const problems = readings.flatMap((reading) => (reading instanceof AppError ? [reading] : reading.problems));
  const joined = joinedCalls(system, parts, settings);
  return { details: joined.details, problems: [...problems, ...joined.problems] };
}

/** The details of all calls that the parts tell of, ordered by start and id. What would be no call record is a problem. */
export function joinedCalls(system: TelephoneSystem, parts: readonly Part[], settings: SourceSettings): Joined {
  const details: CallDetail[] = [];
  const problems: AppError[] = [];
  for (const group of groups(newest(parts))) {
    try {
      const detail = system.callOf(group, settings);
      callRecordOf(detail);
      details.push(detail);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push(error);
    }
  }
  return { details: inOrder(details), problems };
}

/** Calls without a start come first. */
function inOrder(details: readonly CallDetail[]): CallDetail[] {
  const keyed = details.map((detail) => ({ detail, at: detail.startedAt ? Date.parse(detail.startedAt) : 0 }));
  return keyed.toSorted((a, b) => a.at - b.at || (a.detail.id < b.detail.id ? -1 : 1)).map(({ detail }) => detail);
}

/** Of a part that was told more than once the newest; without times, or at the same time, the last one told. */
function newest(parts: readonly Part[]): Part[] {
  const byId = new Map<string, Part>();
  for (const part of parts) {
    const before = byId.get(part.partId);
    if (before === undefined || instant(part) >= instant(before)) byId.set(part.partId, part);
  }
  return [...byId.values()];
}

const instant = (part: Part): number =>
  part.lastUpdate === undefined ? Number.NEGATIVE_INFINITY : Date.parse(part.lastUpdate);

/** Union–find over the keys. */
function groups(parts: readonly Part[]): Part[][] {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    for (let step = key; step !== at; ) {
      const next = parent.get(step) ?? at;
      parent.set(step, at);
      step = next;
    }
    return at;
  };
  const keysOf = (part: Part) => (part.keys.length > 0 ? part.keys : [`part ${part.partId}`]);
  for (const part of parts)
    for (const key of keysOf(part)) {
      const [one, other] = [root(keysOf(part)[0] ?? key), root(key)];
      if (one !== other) parent.set(other, one);
    }
  const byRoot = Map.groupBy(parts, (part) => root(keysOf(part)[0] ?? ""));
  return [...byRoot.values()];
}
