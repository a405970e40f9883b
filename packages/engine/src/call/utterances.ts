// Who spoke when: what was measured in the recording, else the times of the turns.
import type { Speaker } from "@tingheng/domain";
import type { By, Trust } from "../scope.ts";
import type { PreparedCall } from "./prepared-call.ts";

export interface Utterance {
  readonly speaker: Speaker;
  readonly speakerConfidence: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Its turn, where it comes from the transcript. */
  readonly turn?: number;
}

const key = {};
const spokenKey = {};

/** In order of their beginning; undefined where neither the recording was measured nor the turns have times. */
export function utterances(call: PreparedCall): readonly Utterance[] | undefined {
  return call.remember(key, () => measured(call) ?? spokenTurns(call));
}

/** The turns as utterances; undefined where one has no times. */
export function spokenTurns(call: PreparedCall): readonly Utterance[] | undefined {
  return call.remember(spokenKey, () => {
    if (!call.timed) return undefined;
    const all = call.turns.map(({ speaker, speakerConfidence = 1, startMs = 0, endMs = 0, index }) => {
      return { speaker, speakerConfidence, startMs, endMs, turn: index };
    });
    return inOrder(all);
  });
}

function measured(call: PreparedCall): readonly Utterance[] | undefined {
  const { speech, speakerConfidence = 1 } = call.call.sound ?? {};
  if (speech === undefined || speech.length === 0) return undefined;
  return inOrder(speech.map(({ speaker, startMs, endMs }) => ({ speaker, speakerConfidence, startMs, endMs })));
}

function inOrder(all: readonly Utterance[]): readonly Utterance[] {
  return [...all].sort((a, b) => a.startMs - b.startMs);
}

/** What is missed where nobody knows who spoke when. */
export function missedForTimes(call: PreparedCall): string {
  return call.call.turns === undefined ? "turns" : "turns.startMs";
}

/** Whether somebody is on the side `by`, given how sure that must be. */
export function voicedBy(
  voice: { readonly speaker: Speaker; readonly speakerConfidence: number },
  by: By,
  minConfidence: number,
): Trust {
  if (by === "any") return "sure";
  if (voice.speaker === "unknown") return by === "unknown" ? "sure" : "shaky";
  if (voice.speakerConfidence < minConfidence) return "shaky";
  return voice.speaker === by ? "sure" : "no";
}
