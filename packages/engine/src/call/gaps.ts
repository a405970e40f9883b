// The silences 静默 of a call: those measured in the recording, else the gaps between turns.
import type { PreparedCall } from "./prepared-call.ts";
import { type Utterance, utterances } from "./utterances.ts";

export interface Gap {
  readonly startMs: number;
  readonly endMs: number;
  readonly filledBy?: string;
  /** Who spoke before and after it; undefined at the edges of the call. */
  readonly before?: Utterance;
  readonly after?: Utterance;
}

const key = {};

/** In order; undefined where there are neither measured silences nor times of turns. */
export function gapsOf(call: PreparedCall): readonly Gap[] | undefined {
  return call.remember(key, () => measuredGaps(call) ?? gapsBetween(call));
}

function measuredGaps(call: PreparedCall): readonly Gap[] | undefined {
  const silences = call.call.sound?.silences;
  if (silences === undefined) return undefined;
  const voices = utterances(call) ?? [];
  return silences.map(({ startMs, endMs, filledBy }) => {
    const middle = (startMs + endMs) / 2;
    const before = voices.findLast((voice) => voice.startMs < middle);
    const after = voices.find((voice) => voice.startMs >= middle);
    return gap(startMs, endMs, before, after, filledBy);
  });
}

function gapsBetween(call: PreparedCall): readonly Gap[] | undefined {
  const voices = utterances(call);
  if (voices === undefined) return undefined;
  const gaps: Gap[] = [];
  let last: Utterance | undefined;
  let until = call.call.answeredAtMs ?? 0;
  for (const voice of voices) {
    if (voice.startMs > until) gaps.push(gap(until, voice.startMs, last, voice));
    if (voice.endMs < until && last !== undefined) continue;
    last = voice;
    until = Math.max(until, voice.endMs);
  }
  const end = call.call.hangup?.atMs ?? call.call.sound?.durationMs;
  if (end !== undefined && end > until) gaps.push(gap(until, end, last, undefined));
  return gaps;
}

function gap(startMs: number, endMs: number, before?: Utterance, after?: Utterance, filledBy?: string): Gap {
  return {
    startMs,
    endMs,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(filledBy === undefined ? {} : { filledBy }),
  };
}
