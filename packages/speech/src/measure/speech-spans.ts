// From the model's answers for 32 ms to stretches of speech with edges on the ten milliseconds.
import { frameMs, type Span, silentLevel } from "./sound-measures.ts";

// The model's usual settings: speech begins over 0.5 and lasts while the answer stays over 0.35.
const begins = 128;
const lasts = 90;
const shortestFrames = 10;
const bridgedFrames = 10;

/** Frames from `from` until before `to`. */
export interface FrameSpan {
  readonly from: number;
  readonly to: number;
}

export function speechSpans(voice: Uint8Array, _level: Int16Array): Span[] {
  const found: { from: number; to: number }[] = [];
  let from = -1;
  for (let frame = 0; frame <= voice.length; frame++) {
    const sure = frame < voice.length ? (voice[frame] ?? 0) : 0;
    if (from < 0 && sure >= begins) from = frame;
    if (from >= 0 && sure < lasts) {
      const last = found.at(-1);
      if (last !== undefined && from - last.to <= bridgedFrames) last.to = frame;
      else found.push({ from, to: frame });
      from = -1;
    }
  }
  return found
    .filter(({ from, to }) => to - from >= shortestFrames)
    .map(({ from, to }) => ({ startMs: from * frameMs, endMs: to * frameMs }));
}

/** The line when nobody speaks: the lower third of the frames outside of speech; undefined where it is never so. */
export function noiseFloorOf(level: Int16Array, speech: readonly Span[]): number | undefined {
  const quiet: number[] = [];
  let next = 0;
  for (let frame = 0; frame < level.length; frame++) {
    const at = frame * frameMs;
    while (next < speech.length && (speech[next]?.endMs ?? 0) <= at) next++;
    const inSpeech = (speech[next]?.startMs ?? Number.POSITIVE_INFINITY) <= at;
    const value = level[frame] ?? silentLevel;
    if (!inSpeech && value > silentLevel) quiet.push(value);
  }
  if (quiet.length === 0) return undefined;
  return quiet.sort((a, b) => a - b)[Math.floor(quiet.length / 3)];
}
