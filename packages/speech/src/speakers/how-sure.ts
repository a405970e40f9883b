// How sure it is that the right voice was given to what is said: measured on calls of which it is known, see `npm run bench -- diarisation`.
import type { VoiceSegment } from "./voices.ts";

/** Agreement of independent guesses: one voice split in two, and two voices told apart every time. */
const splitAgreement = 0.7;
const sureAgreement = 0.85;
/** Turns named again by models of the other turns. */
const chanceAgain = 0.7;
const sureAgain = 0.9;
/** Less speech of the rarer voice than this teaches nothing of it, and from here on enough. */
const fewMs = 1000;
const enoughMs = 6000;
const most = 0.95;

export function howSure(segments: readonly VoiceSegment[], agreement: number, heldOut: number): number {
  const spoken = new Map<string, number>();
  for (const { voice, startMs, endMs } of segments) spoken.set(voice, (spoken.get(voice) ?? 0) + endMs - startMs);
  const least = spoken.size < 2 ? 0 : Math.min(...spoken.values());
  const sure = Math.min(
    between(splitAgreement, sureAgreement, agreement),
    between(chanceAgain, sureAgain, heldOut),
    between(fewMs, enoughMs, least),
  );
  return Math.round(100 * most * sure) / 100;
}

const between = (low: number, high: number, value: number): number =>
  Math.max(0, Math.min(1, (value - low) / (high - low)));
