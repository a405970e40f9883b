// A transcript that was made elsewhere meets its recording: the times of words are trusted, those of turns are held against
// the speech that is heard, and what doesn't fit is said. The words themselves are never touched.
import type { Turn } from "@tingheng/domain";
import type { Span } from "../measure/sound-measures.ts";
import { coveredMs, lengthMs, united } from "./spans.ts";

export interface Joined {
  readonly turns: readonly Turn[];
  readonly notes: readonly string[];
}

/** Turns whose times the recording contradicts lose them: rules that need time are then undetermined, not wrong. */
const leastSpoken = 0.25;
/** A transcript that fits badly as it is and well when moved was cut from another start. */
const fitsBadly = 0.6;
const fitsWell = 0.85;
const farthestShiftMs = 10_000;
const shiftStepMs = 100;
/** An end of a turn this close to an end of speech was meant to be there. */
const snapMs = 400;

/** @param speech of all channels together */
export function joinTranscript(turns: readonly Turn[], speech: readonly Span[]): Joined {
  const spoken = united(speech);
  const notes: string[] = [];
  const shiftMs = shiftFor(turns, spoken);
  if (shiftMs !== 0) notes.push(`the transcript's times were moved by ${shiftMs} ms: there they fit what is heard`);
  let doubtful = 0;
  const joined = turns.map((turn) => {
    const moved = movedBy(turn, shiftMs);
    const span = spanOf(moved);
    if (span === undefined) return moved;
    if (hasWordTimes(moved)) return { ...moved, startMs: span.startMs, endMs: span.endMs };
    if (lengthMs(span) > 0 && coveredMs(span, spoken) < leastSpoken * lengthMs(span)) {
      doubtful += 1;
      const { startMs: _, endMs: __, ...untimed } = moved;
      return { ...untimed, extra: { ...moved.extra, claimedTimes: span } };
    }
    return { ...moved, ...snapped(span, spoken) };
  });
  if (doubtful > 0) {
    notes.push(
      `${doubtful} of ${turns.length} turns claim times at which hardly anybody speaks: their times are left out`,
    );
  }
  return { turns: joined, notes };
}

const hasWordTimes = ({ words = [] }: Turn): boolean =>
  words.some(({ startMs, endMs }) => startMs !== undefined && endMs !== undefined);

/** From its first to its last word where these have times, else what it says of itself. */
function spanOf({ words = [], startMs, endMs }: Turn): Span | undefined {
  const starts = words.flatMap((word) => word.startMs ?? []);
  const ends = words.flatMap((word) => word.endMs ?? []);
  if (starts.length > 0 && ends.length > 0) return { startMs: Math.min(...starts), endMs: Math.max(...ends) };
  return startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
}

/** 0 where the transcript fits as it is, or nowhere. */
function shiftFor(turns: readonly Turn[], spoken: readonly Span[]): number {
  const spans = turns.flatMap((turn) => spanOf(turn) ?? []);
  const total = spans.reduce((sum, span) => sum + lengthMs(span), 0);
  if (total === 0) return 0;
  const fit = (shiftMs: number) =>
    spans.reduce(
      (sum, { startMs, endMs }) => sum + coveredMs({ startMs: startMs + shiftMs, endMs: endMs + shiftMs }, spoken),
      0,
    ) / total;
  if (fit(0) >= fitsBadly) return 0;
  let best = { shiftMs: 0, fit: fit(0) };
  for (let shiftMs = -farthestShiftMs; shiftMs <= farthestShiftMs; shiftMs += shiftStepMs) {
    const here = fit(shiftMs);
    if (here > best.fit || (here === best.fit && Math.abs(shiftMs) < Math.abs(best.shiftMs)))
      best = { shiftMs, fit: here };
  }
  return best.fit >= fitsWell ? best.shiftMs : 0;
}

function movedBy(turn: Turn, shiftMs: number): Turn {
  if (shiftMs === 0) return turn;
  const moved = <T extends { startMs?: number | undefined; endMs?: number | undefined }>(span: T): T => ({
    ...span,
    ...(span.startMs === undefined ? {} : { startMs: Math.max(0, span.startMs + shiftMs) }),
    ...(span.endMs === undefined ? {} : { endMs: Math.max(0, span.endMs + shiftMs) }),
  });
  return { ...moved(turn), ...(turn.words === undefined ? {} : { words: turn.words.map(moved) }) };
}

/** Ends near an end of speech move onto it: transcripts round to whole or half seconds. */
function snapped({ startMs, endMs }: Span, spoken: readonly Span[]): Span {
  const nearest = (at: number, edges: readonly number[]) => {
    const [edge] = edges.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at));
    return edge !== undefined && Math.abs(edge - at) <= snapMs ? edge : at;
  };
  const start = nearest(
    startMs,
    spoken.map((span) => span.startMs),
  );
  const end = nearest(
    endMs,
    spoken.map((span) => span.endMs),
  );
  return start < end ? { startMs: start, endMs: end } : { startMs, endMs };
}
