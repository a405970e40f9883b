// How well a diarisation fits what is known: the usual diarisation error rate, frame by frame, under the best naming of voices.
import { frameMs, type Span, type VoiceSegment } from "../packages/speech/src/index.ts";

export interface Score {
  /** Diarisation error rate: missed, false and wrongly given speech over true speech. */
  readonly error: number;
  /** Of the speech of one voice alone that was found, the share given to the right one. */
  readonly right: number;
  readonly speechMs: number;
}

/** @param collarMs around each true border nothing is scored */
export function scoreOf(truth: readonly (readonly Span[])[], found: readonly VoiceSegment[], collarMs: number): Score {
  const labels = [...new Set(found.map(({ voice }) => voice))];
  const untilMs = Math.max(0, ...truth.flat().map(({ endMs }) => endMs), ...found.map(({ endMs }) => endMs));
  const count = Math.ceil(untilMs / frameMs);
  const scored = new Uint8Array(count).fill(1);
  for (const edge of truth.flat().flatMap(({ startMs, endMs }) => [startMs, endMs]))
    if (collarMs > 0)
      scored.fill(0, Math.max(0, Math.round((edge - collarMs) / frameMs)), Math.round((edge + collarMs) / frameMs));
  const true_ = truth.map((spans) => framesOf(spans, count));
  const ours = labels.map((label) =>
    framesOf(
      found.filter(({ voice }) => voice === label),
      count,
    ),
  );
  let best: Score | undefined;
  for (const naming of namings(labels.length, truth.length)) {
    const score = scoreNamed(true_, ours, naming, scored);
    if (best === undefined || score.error < best.error) best = score;
  }
  return best ?? { error: 1, right: 0, speechMs: 0 };
}

function scoreNamed(
  truth: readonly Uint8Array[],
  ours: readonly Uint8Array[],
  naming: readonly number[],
  scored: Uint8Array,
): Score {
  let [speech, wrong, alone, right] = [0, 0, 0, 0];
  for (let frame = 0; frame < scored.length; frame++) {
    if (scored[frame] === 0) continue;
    const speaking = truth.reduce((sum, voice) => sum + (voice[frame] ?? 0), 0);
    const found = ours.reduce((sum, voice) => sum + (voice[frame] ?? 0), 0);
    const correct = naming.reduce(
      (sum, voice, label) => sum + ((truth[voice]?.[frame] ?? 0) & (ours[label]?.[frame] ?? 0)),
      0,
    );
    speech += speaking;
    wrong += Math.max(speaking, found) - correct;
    if (speaking === 1 && found > 0) {
      alone++;
      right += correct;
    }
  }
  return { error: wrong / Math.max(1, speech), right: right / Math.max(1, alone), speechMs: speech * frameMs };
}

/** Every way to give labels to different voices; −1 for a label that is nobody's. */
function namings(labels: number, voices: number): number[][] {
  if (labels === 0) return [[]];
  return namings(labels - 1, voices).flatMap((before) =>
    [-1, ...Array.from({ length: voices }, (_, voice) => voice)]
      .filter((voice) => voice < 0 || !before.includes(voice))
      .map((voice) => [...before, voice]),
  );
}

function framesOf(spans: readonly Span[], count: number): Uint8Array {
  const frames = new Uint8Array(count);
  for (const { startMs, endMs } of spans) frames.fill(1, Math.round(startMs / frameMs), Math.round(endMs / frameMs));
  return frames;
}
