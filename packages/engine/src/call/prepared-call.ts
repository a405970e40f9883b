// A call made ready for looking: turns with their normal text, phrase hits by slot, and answers kept per call.
import type { CallRecord, Speaker, Turn } from "@tingheng/domain";
import type { ModelAnswers } from "../model/model-answers.ts";
import { type NormalText, normalise } from "../text/normal-text.ts";
import type { PhraseSet } from "../text/phrase-set.ts";
import { PhraseHits } from "./phrase-hits.ts";

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

export interface PreparedCall {
  readonly call: CallRecord;
  readonly turns: readonly PreparedTurn[];
  /** Every turn has a start and an end. */
  readonly timed: boolean;
  /** End of what is known of the call in ms: recording, hang-up or last words. */
  readonly endMs: number | undefined;
  readonly answers: ModelAnswers | undefined;
  readonly phrases: PhraseHits;
  /** Computes once per call. */
  remember<T>(key: object, compute: () => T): T;
}

/** Normalises every turn and finds every phrase of the set in one pass. */
export function prepareCall(call: CallRecord, phrases: PhraseSet, answers?: ModelAnswers): PreparedCall {
  const turns = (call.turns ?? []).map(prepareTurn);
  const memory = new Map<object, unknown>();
  return {
    call,
    turns,
    timed: turns.length > 0 && turns.every((turn) => turn.startMs !== undefined && turn.endMs !== undefined),
    endMs: endOf(call, turns),
    answers,
    phrases: new PhraseHits(
      turns.map(({ normal }) => normal),
      phrases,
    ),
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

function endOf(call: CallRecord, turns: readonly PreparedTurn[]): number | undefined {
  const ends = turns.flatMap((turn) => (turn.endMs === undefined ? [] : [turn.endMs]));
  const lastWords = ends.length > 0 ? Math.max(...ends) : undefined;
  return call.sound?.durationMs ?? call.hangup?.atMs ?? lastWords;
}
