// What tones mean on a telephone 信号音: keys, ringing, busy and beeps, told by frequency and rhythm.
// Rhythms and frequencies of ringing and busy tones by country: ITU-T E.180 Supplement 2. Keys: ITU-T Q.23.
import { frameMs, type HeardTone } from "./sound-measures.ts";
import type { ToneBurst } from "./tone-bursts.ts";

const keyRows = [697, 770, 852, 941] as const;
const keyColumns = [1209, 1336, 1477, 1633] as const;
const keys = ["123A", "456B", "789C", "*0#D"] as const;
const keyTolerance = 0.025;
/** Keys pressed within this time belong to one number. */
const sameNumberFrames = 300;

/** Ringing and busy tones are one frequency of 400–480 Hz or several that blur into one, but for 480 + 620 Hz. */
const lineLowest = 375;
const lineHighest = 505;
const sameHz = 16;
/** The longest pause between two rings, anywhere. */
const betweenRings = 650;

const longestBeep = 200;
const shortestBeep = 12;
const shortestLoneRing = 70;
const longestRing = 350;

export function signalTones(bursts: readonly ToneBurst[]): HeardTone[] {
  const numbers = keyPresses(bursts);
  const line = bursts.filter((burst) => keyOf(burst) === undefined && isOfTheLine(burst));
  const rows = rowsOf(line).flatMap(lineTone);
  const beeps = bursts.filter((burst) => keyOf(burst) === undefined && !isOfTheLine(burst)).flatMap(beep);
  return [...numbers, ...rows, ...beeps].sort((a, b) => a.startMs - b.startMs);
}

export function isKey(burst: ToneBurst): boolean {
  return keyOf(burst) !== undefined;
}

function keyOf({ lowHz, highHz }: ToneBurst): string | undefined {
  if (highHz === undefined) return undefined;
  const near = (wanted: number, heard: number) => Math.abs(heard - wanted) <= wanted * keyTolerance;
  const row = keyRows.findIndex((wanted) => near(wanted, lowHz));
  const column = keyColumns.findIndex((wanted) => near(wanted, highHz));
  return keys[row]?.[column];
}

function keyPresses(bursts: readonly ToneBurst[]): HeardTone[] {
  const found: { from: number; to: number; digits: string }[] = [];
  for (const burst of bursts) {
    const key = keyOf(burst);
    if (key === undefined) continue;
    const last = found.at(-1);
    if (last === undefined || burst.from - last.to > sameNumberFrames) {
      found.push({ from: burst.from, to: burst.to, digits: key });
      continue;
    }
    // One key, broken by a lost packet.
    if (!(burst.from - last.to <= 2 && last.digits.endsWith(key))) last.digits += key;
    last.to = burst.to;
  }
  return found.map(({ from, to, digits }) => ({ kind: "dtmf", ...times(from, to), digits }));
}

function isOfTheLine({ lowHz, highHz, from, to }: ToneBurst): boolean {
  if (to - from < 12 || lowHz < lineLowest || lowHz > lineHighest) return false;
  return highHz === undefined || Math.abs(highHz - 620) < sameHz;
}

/** Bursts of one sound with no longer pause between them than between two rings. */
function rowsOf(bursts: readonly ToneBurst[]): ToneBurst[][] {
  const rows: ToneBurst[][] = [];
  for (const burst of bursts) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row === undefined || last === undefined || burst.from - last.to > betweenRings || !sounds(last, burst)) {
      rows.push([burst]);
    } else if (burst.from - last.to <= 4) row[row.length - 1] = { ...last, to: burst.to };
    else row.push(burst);
  }
  return rows;
}

function sounds(one: ToneBurst, other: ToneBurst): boolean {
  return Math.abs(one.lowHz - other.lowHz) <= sameHz && (one.highHz === undefined) === (other.highHz === undefined);
}

function lineTone(row: readonly ToneBurst[]): HeardTone[] {
  const [first, last] = [row[0], row.at(-1)];
  if (first === undefined || last === undefined) return [];
  const lengths = row.map(({ from, to }) => to - from);
  const pauses = row.slice(1).map(({ from }, index) => from - (row[index]?.to ?? 0));
  const whole = times(first.from, last.to);
  const length = middle(lengths);
  if (row.length === 1) {
    if (length > longestRing) return [];
    return [length >= shortestLoneRing ? { kind: "ringback", ...whole, count: 1 } : { kind: "beep", ...whole }];
  }
  const pause = middle(pauses);
  if (Math.max(...pauses) >= 130) {
    const count = 1 + pauses.filter((one) => one >= 130).length;
    return [{ kind: "ringback", ...whole, count }];
  }
  // Two short rings, as in Britain or Australia, of which only one pair was heard.
  if (row.length === 2 && pause < 0.65 * length) return [{ kind: "ringback", ...whole, count: 1 }];
  const even = pause > 0.6 * length && pause < 1.7 * length && length >= 15 && length <= 90;
  return even ? [{ kind: "busy", ...whole, count: row.length }] : row.flatMap(beep);
}

function beep(burst: ToneBurst): HeardTone[] {
  const { from, to, lowHz, highHz } = burst;
  const isOne = highHz === undefined && lowHz >= 300 && to - from >= shortestBeep && to - from <= longestBeep;
  return isOne ? [{ kind: "beep", ...times(from, to) }] : [];
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function times(from: number, to: number): { readonly startMs: number; readonly endMs: number } {
  return { startMs: from * frameMs, endMs: to * frameMs };
}
