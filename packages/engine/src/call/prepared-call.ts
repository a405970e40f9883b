// A call made ready for looking: turns with their normal text, phrase hits by slot, and answers kept per call.
import type { CallRecord, Speaker, Turn } from "@tingheng/domain";
import type { ModelAnswers } from "../model-answers.ts";
import { type NormalText, normalise } from "../text/normal-text.ts";
import type { PhraseSet } from "../text/phrase-set.ts";

export interface PreparedTurn {
  readonly index: number;
  readonly speaker: Speaker;
  readonly speakerConfidence: number | undefined;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly text: string;
  readonly normal: NormalText;
  readonly source: Turn;
}

/** A phrase found in a turn: span in the turn's own characters and in dense units of its normal text. */
export interface PhraseHit {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
  readonly exact: boolean;
  /** The literal parts of a phrase with gaps; the whole span where it has none. */
  readonly segments: readonly (readonly [from: number, to: number])[];
}

export interface PreparedCall {
  readonly call: CallRecord;
  readonly turns: readonly PreparedTurn[];
  /** Every turn has a start and an end. */
  readonly timed: boolean;
  /** End of what is known of the call in ms: recording, hang-up or last words. */
  readonly endMs: number | undefined;
  readonly answers: ModelAnswers | undefined;
  phraseHits(slot: number): readonly PhraseHit[];
  /** Computes once per call. */
  remember<T>(key: object, compute: () => T): T;
}

const none: readonly PhraseHit[] = [];

/** Normalises every turn and finds every phrase of the set in one pass. */
export function prepareCall(call: CallRecord, phrases: PhraseSet, answers?: ModelAnswers): PreparedCall {
  const turns = (call.turns ?? []).map(prepareTurn);
  const bySlot = new Map<number, PhraseHit[]>();
  for (const turn of turns) collectHits(turn, phrases, bySlot);
  const memory = new Map<object, unknown>();
  return {
    call,
    turns,
    timed: turns.length > 0 && turns.every((turn) => turn.startMs !== undefined && turn.endMs !== undefined),
    endMs: endOf(call, turns),
    answers,
    phraseHits: (slot) => bySlot.get(slot) ?? none,
    remember<T>(key: object, compute: () => T): T {
      if (!memory.has(key)) memory.set(key, compute());
      return memory.get(key) as T;
    },
  };
}

function prepareTurn(turn: Turn, index: number): PreparedTurn {
  return {
    index,
    speaker: turn.speaker,
    speakerConfidence: turn.speakerConfidence,
    startMs: turn.startMs,
    endMs: turn.endMs,
    text: turn.text,
    normal: normalise(turn.text),
    source: turn,
  };
}

function collectHits(turn: PreparedTurn, phrases: PhraseSet, bySlot: Map<number, PhraseHit[]>): void {
  const { normal } = turn;
  const span = (from: number, to: number) => [normal.starts[from] ?? 0, normal.ends[to - 1] ?? 0] as const;
  phrases.scan(normal, (slot, from, to, exact, parts) => {
    const [start, end] = span(from, to);
    const hit = { turn: turn.index, from: start, to: end, exact, segments: segmentsOf(parts, span) ?? [[start, end]] };
    const hits = bySlot.get(slot);
    if (hits === undefined) bySlot.set(slot, [hit]);
    else hits.push(hit);
  });
}

type Span = readonly [from: number, to: number];

/** The flat from, to, from, to … of a phrase with gaps, as spans of the turn's own characters. */
function segmentsOf(
  parts: readonly number[] | undefined,
  span: (from: number, to: number) => Span,
): Span[] | undefined {
  if (parts === undefined) return undefined;
  const spans: Span[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) spans.push(span(parts[i] ?? 0, parts[i + 1] ?? 0));
  return spans;
}

function endOf(call: CallRecord, turns: readonly PreparedTurn[]): number | undefined {
  const ends = turns.flatMap((turn) => (turn.endMs === undefined ? [] : [turn.endMs]));
  const lastWords = ends.length > 0 ? Math.max(...ends) : undefined;
  return call.sound?.durationMs ?? call.hangup?.atMs ?? lastWords;
}
