// Small readings that all telephone systems share: cells that may hold nothing, numbers, epochs, and what can't be read.
import { AppError, describe } from "@tingheng/domain";
import { instantAt, instantOf } from "@tingheng/formats";
import { z } from "zod";
import type { Facts } from "./telephone-system.ts";

/** The text of a fact; undefined for what databases and PBXs write for nothing. */
export function textOf(facts: Facts, field: string): string | undefined {
  const value = facts[field];
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text === "" || text === "NULL" || text === "\\N" || text === "<unknown>" ? undefined : text;
}

/** A number that is not negative, and not larger than numbers can be told apart. */
export function numberOf(facts: Facts, field: string): number | undefined {
  const text = textOf(facts, field);
  const number = text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  return number !== undefined && number <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

const longestSeconds = 1e9;
const lastEpochSeconds = 253_402_300_799;

/** How long something took, in seconds → milliseconds. */
export function durationMsOf(facts: Facts, field: string): number | undefined {
  const seconds = numberOf(facts, field);
  return seconds !== undefined && seconds <= longestSeconds ? Math.round(seconds * 1000) : undefined;
}

/** Seconds since 1970, with or without a fraction → milliseconds; 0 means that it never happened. */
export function epochMsOf(facts: Facts, field: string): number | undefined {
  const seconds = numberOf(facts, field);
  return seconds && seconds <= lastEpochSeconds ? Math.round(seconds * 1000) : undefined;
}

const Instant = z.iso.datetime({ offset: true });

/** A wall clock of the source → an ISO instant; undefined for a day or an hour that no calendar has. */
export function instantOfClock(clock: string, utcOffset: string): string | undefined {
  const instant = instantOf(clock, utcOffset);
  return Instant.safeParse(instant).success ? instant : undefined;
}

/** An ISO instant in the zone of the source, from milliseconds since 1970. */
export const instantOfEpoch = (epochMs: number | undefined, utcOffset: string): string | undefined =>
  epochMs === undefined ? undefined : instantAt(epochMs, utcOffset);

export const unreadable = (where: string, expected: string, found: unknown): AppError =>
  new AppError("input.malformed", { where, expected, found: describe(found) });

/** The file's name without folders, of either kind of slash and of an address. */
export const baseName = (path: string): string => (path.split(/[?#]/, 1)[0] ?? "").split(/[\\/]/).at(-1) ?? "";

/** The only element that all agree on; undefined where they differ or there is none. */
export function agreed<T>(values: readonly (T | undefined)[]): T | undefined {
  const said = new Set(values.filter((value) => value !== undefined));
  return said.size === 1 ? [...said][0] : undefined;
}

export const filled = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
