// Agent and customer change places 坐席客户互换: in everything that was said and measured, where a channel map was the wrong way round.
import type { CallRecord } from "./call-record.ts";
import type { Speaker } from "./speaker.ts";

const others: Readonly<Partial<Record<Speaker, Speaker>>> = { agent: "customer", customer: "agent" };
const turned = (speaker: Speaker): Speaker => others[speaker] ?? speaker;

const turnedKeys = <T>(bySpeaker: Readonly<Partial<Record<Speaker, T>>>): Partial<Record<Speaker, T>> =>
  Object.fromEntries(Object.entries(bySpeaker).map(([speaker, value]) => [turned(speaker as Speaker), value]));

const turnedValues = (channels: Readonly<Record<string, Speaker>>): Record<string, Speaker> =>
  Object.fromEntries(Object.entries(channels).map(([channel, speaker]) => [channel, turned(speaker)]));

/** Twice is once nothing. What the telephone system itself reports (who hung up, holds) stays: it knows the sides by itself. */
export function withSidesSwapped(call: CallRecord): CallRecord {
  const { turns, recording, sound } = call;
  const ofSpeaker = <T extends { readonly speaker: Speaker }>(one: T): T => ({ ...one, speaker: turned(one.speaker) });
  return {
    ...call,
    ...(turns && { turns: turns.map(ofSpeaker) }),
    ...(recording?.channels && { recording: { ...recording, channels: turnedValues(recording.channels) } }),
    ...(sound && {
      sound: {
        ...sound,
        ...(sound.speech && { speech: sound.speech.map(ofSpeaker) }),
        ...(sound.stretches && { stretches: sound.stretches.map(ofSpeaker) }),
        ...(sound.overlaps && { overlaps: sound.overlaps.map((one) => ({ ...one, by: turned(one.by) })) }),
        ...(sound.bySpeaker && { bySpeaker: turnedKeys(sound.bySpeaker) }),
      },
    }),
  };
}
