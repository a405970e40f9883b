// The gain of the line over time 线路增益: where noise and speech rise or fall together, the line changed and not the person.
import { portion } from "./portion.ts";
import { type ChannelMeasures, frameMs, silentLevel } from "./sound-measures.ts";

/** Looked at every ten seconds, over twenty seconds before and after. */
const stepFrames = 1000;
const reachFrames = 2000;
const fewestFrames = 100;
/** Smaller changes are the noise's own. */
const leastDb = 2;

/** Decibels over the line's usual gain, at a moment. */
export type LineGain = (atMs: number) => number;

export function lineGain({ frames: { level }, speech }: ChannelMeasures): LineGain {
  const isSpeech = new Uint8Array(level.length);
  for (const { startMs, endMs } of speech) isSpeech.fill(1, startMs / frameMs - 5, endMs / frameMs + 5);
  const moments: { readonly noise: number | undefined; readonly voice: number | undefined }[] = [];
  for (let at = 0; at < level.length; at += stepFrames) {
    const [from, to] = [at + stepFrames / 2 - reachFrames, at + stepFrames / 2 + reachFrames];
    moments.push({ noise: middle(level, isSpeech, 0, from, to), voice: middle(level, isSpeech, 1, from, to) });
  }
  // The usual is one moment's noise and voice together: middles of each alone may come from before and after a change.
  const whole = moments.flatMap(({ noise, voice }) =>
    noise === undefined || voice === undefined ? [] : [{ noise, voice }],
  );
  const usual = whole.sort((a, b) => a.noise - b.noise)[whole.length >> 1];
  if (usual === undefined) return () => 0;
  const shifts = moments.map(({ noise = usual.noise, voice = usual.voice }) => {
    const [louder, higher] = [noise - usual.noise, voice - usual.voice];
    const common = louder * higher <= 0 ? 0 : Math.sign(louder) * Math.min(Math.abs(louder), Math.abs(higher));
    return Math.abs(common) < leastDb * 100 ? 0 : common / 100;
  });
  return (atMs) => shifts[Math.min(shifts.length - 1, Math.floor(atMs / frameMs / stepFrames))] ?? 0;
}

/** The middle level of the frames that are speech, or are not. */
function middle(level: Int16Array, isSpeech: Uint8Array, wanted: 0 | 1, from: number, to: number): number | undefined {
  const [first, last] = [Math.max(0, from), Math.min(level.length, to)];
  const found = new Int16Array(Math.max(0, last - first));
  let count = 0;
  for (let frame = first; frame < last; frame++) {
    const value = level[frame] ?? silentLevel;
    if (isSpeech[frame] === wanted && value > silentLevel) found[count++] = value;
  }
  return count < fewestFrames ? undefined : portion(found.subarray(0, count), 0.5);
}
