// A call made ready for looking: turns with their normal text, phrase hits by slot, and answers kept per call.
import type { CallRecord, Speaker, Turn } from "@tingheng/domain";
import type { ModelAnswers } from "../model/model-answers.ts";
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
  const bySlot: PhraseHit[][] = [];
  const unordered = new Set<number>();
  for (const turn of turns) collectHits(turn, phrases, bySlot, unordered);
  const memory = new Map<object, unknown>();
  return {
    call,
    turns,
    timed: turns.length > 0 && turns.every((turn) => turn.startMs !== undefined && turn.endMs !== undefined),
    endMs: endOf(call, turns),
    answers,
    phraseHits(slot) {
      const hits = bySlot[slot];
      if (hits === undefined) return none;
      if (unordered.delete(slot)) hits.sort((a, b) => a.turn - b.turn || a.from - b.from || a.to - b.to);
      return hits;
    },
    remember<T>(key: object, compute: () => T): T {
      const known = memory.get(key);
      if (known !== undefined) return known as T;
      const fresh = compute();
      memory.set(key, fresh);
      return fresh;
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

/** Adds a turn's hits to their slots; all slots of one phrase share the hit. They are put in order when they are asked for. */
function collectHits(turn: PreparedTurn, phrases: PhraseSet, bySlot: PhraseHit[][], unordered: Set<number>): void {
  const { normal, index } = turn;
  const span = (from: number, to: number) => [normal.starts[from] ?? 0, normal.ends[to - 1] ?? 0] as const;
  phrases.scan(normal, (slots, from, to, exact, parts) => {
    const [start, end] = span(from, to);
    const hit = { turn: index, from: start, to: end, exact, segments: segmentsOf(parts, span) ?? [[start, end]] };
    for (const slot of slots) {
      const hits = bySlot[slot];
      if (hits === undefined) bySlot[slot] = [hit];
      else {
        const last = hits[hits.length - 1] as PhraseHit;
        if (last.turn === index && last.from === start && last.to === end) continue;
        hits.push(hit);
        unordered.add(slot);
      }
    }
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
