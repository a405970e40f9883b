// Crosstalk 串音: one side's voice heard softly on the other side's channel, at once or as an echo, is nobody's speech there.
import { portion } from "./portion.ts";
import { type ChannelMeasures, frameMs, type Span, sharedMs, silentLevel } from "./sound-measures.ts";

/** So much softer than on its own channel, and than the channel's own speaker (hundredths of a decibel). */
const softer = 1800;
const softerThanOwn = 1300;
/** An echo comes back within 400 ms. */
const latestFrames = 40;
/** Dips between syllables are not looked at: a level is the highest within 80 ms on either side. */
const nearFrames = 8;
/** Shorter stretches of it are the soft edges of own words. */
const shortestFrames = 15;
/** What is left of a stretch that was mostly echo must be as long as a word, or it is echo as well. */
const shortestWordFrames = 20;
/** Shorter stretches are echo already where they are so much louder than that. */
const doubtful = 600;

/** Two sides; other numbers of channels stay as they are. */
export function withoutCrosstalk<C extends ChannelMeasures>(channels: readonly C[]): readonly C[] {
  const [one, other] = channels;
  if (channels.length !== 2 || one === undefined || other === undefined) return channels;
  return [cleaned(one, other), cleaned(other, one)];
}

function cleaned<C extends ChannelMeasures>(channel: C, other: ChannelMeasures): C {
  const alone = channel.speech.filter((span) => sharedMs(other.speech, span) === 0);
  const own = portion(
    alone.map(
      ({ startMs, endMs }) => portion(channel.frames.level.subarray(startMs / frameMs, endMs / frameMs), 0.8) ?? 0,
    ),
    0.5,
  );
  const talking = talkingOf(other);
  const isEcho = (frame: number, doubt = 0) => {
    if (talking[frame] === 0) return false;
    const here = highest(channel.frames.level, frame - nearFrames, frame + nearFrames);
    if (own !== undefined && own - here < softerThanOwn - doubt) return false;
    return highest(other.frames.level, frame - latestFrames, frame + nearFrames) - here >= softer - doubt;
  };
  return { ...channel, speech: channel.speech.flatMap((span) => withoutEcho(span, isEcho)) };
}

/** 1 where the other side speaks, or spoke as long ago as an echo needs. */
function talkingOf({ speech, frames }: ChannelMeasures): Uint8Array {
  const talking = new Uint8Array(frames.level.length);
  for (const { startMs, endMs } of speech) talking.fill(1, startMs / frameMs, endMs / frameMs + latestFrames);
  return talking;
}

function withoutEcho({ startMs, endMs }: Span, isEcho: (frame: number, doubt?: number) => boolean): Span[] {
  const spans: Span[] = [];
  let isWhole = true;
  let [from, echo] = [startMs / frameMs, 0];
  const close = (to: number) => {
    if (to - from >= shortestWordFrames) spans.push({ startMs: from * frameMs, endMs: to * frameMs });
  };
  for (let frame = from; frame <= endMs / frameMs; frame++) {
    const isLast = frame === endMs / frameMs;
    if (!isLast && isEcho(frame)) {
      echo++;
      continue;
    }
    if (echo >= shortestFrames) {
      isWhole = false;
      // What is near a loud frame counted as loud: the own words end there and begin there.
      close(frame - echo - (frame - echo > from ? nearFrames : 0));
      from = frame + (isLast ? 0 : nearFrames);
    }
    echo = 0;
    if (isLast) close(frame);
  }
  if (!isWhole) return spans;
  const isDoubtful = endMs - startMs < shortestWordFrames * frameMs;
  return isDoubtful && isEcho(Math.round((startMs + endMs) / 2 / frameMs), doubtful) ? [] : [{ startMs, endMs }];
}

function highest(level: Int16Array, from: number, to: number): number {
  let most = silentLevel;
  for (let frame = Math.max(0, from); frame <= to; frame++) most = Math.max(most, level[frame] ?? silentLevel);
  return most;
}
