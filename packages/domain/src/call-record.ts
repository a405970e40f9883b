// The call record 通话记录, version 1: one call, whatever machine made it.
// Times inside a call are whole milliseconds from the start of the recording; instants are ISO 8601 with an offset.
// A field that is not known is left out. Unknown fields of the call move to `extra`, those of its parts stay where they are.
import { z } from "zod";
import { openObject } from "./open-object.ts";
import { Sound } from "./sound.ts";
import { Speaker } from "./speaker.ts";
import { Milliseconds, ratio, span } from "./time.ts";

/** Years that a database and a period of keeping can still reckon with. */
const years = { first: 1900, last: 2999 };
const instant = z.iso.datetime({ offset: true }).refine((at) => isBetween(years, new Date(at).getUTCFullYear()), {
  error: `an instant of the years ${years.first}–${years.last}`,
});
const text = z.string();
/** A name by which calls are found: no longer than an index takes. */
const name = text.max(500);

/** A word with its times, where the recogniser gave them. `confidence` is 0–1. */
export const Word = openObject({
  text,
  startMs: Milliseconds.optional(),
  endMs: Milliseconds.optional(),
  confidence: ratio.optional(),
});
export type Word = z.infer<typeof Word>;

/** One utterance 话轮 of one speaker. Turns may overlap in time and may have no times at all (a chat). */
export const Turn = openObject({
  speaker: Speaker,
  speakerConfidence: ratio.optional(),
  /** What is known of a speaker without a role: a diarisation label, a channel, a party's name. */
  speakerLabel: text.optional(),
  startMs: Milliseconds.optional(),
  endMs: Milliseconds.optional(),
  text,
  /** How sure the recogniser was of the whole turn, 0–1. */
  confidence: ratio.optional(),
  words: z.array(Word).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
}).refine((turn) => turn.startMs === undefined || turn.endMs === undefined || turn.startMs <= turn.endMs, {
  error: "an end that is not before startMs",
  path: ["endMs"],
});
export type Turn = z.infer<typeof Turn>;

export const Direction = z.enum(["inbound", "outbound", "internal"]);
export type Direction = z.infer<typeof Direction>;

export const HangupParty = z.enum(["agent", "customer", "system", "unknown"]);
export type HangupParty = z.infer<typeof HangupParty>;

const Agent = openObject({
  id: name.optional(),
  name: name.optional(),
  team: name.optional(),
  /** The desk or seat group, e.g. the 10088 desk. */
  desk: name.optional(),
});

const Customer = openObject({
  name: text.optional(),
  number: text.optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
});

const Transfer = openObject({
  kind: z.enum(["attended", "blind", "unknown"]),
  atMs: Milliseconds,
  to: text.optional(),
});

const Recording = openObject({
  uri: text.optional(),
  sha256: text.optional(),
  channels: z.record(z.string(), Speaker).optional(),
  startOffsetMs: z.int().optional(),
});

export const CallRecord = openObject({
  version: z.literal(1),
  id: name.min(1),
  source: text.min(1).max(200),
  direction: Direction.optional(),
  startedAt: instant.optional(),
  callerNumber: text.optional(),
  calledNumber: text.optional(),
  trunk: openObject({ id: text.optional(), carrier: text.optional() }).optional(),
  queue: name.optional(),
  campaign: name.optional(),
  linkedId: name.optional(),
  language: text.optional(),
  agent: Agent.optional(),
  customer: Customer.optional(),
  /** Alerting at the agent's phone, never the time in the queue. */
  ring: openObject({ ms: Milliseconds.optional(), count: z.int().nonnegative().optional() }).optional(),
  answeredAtMs: Milliseconds.optional(),
  /** Real hold/unhold pairs, never a sum. */
  holds: z.array(span({})).optional(),
  mutes: z.array(span({})).optional(),
  transfers: z.array(Transfer).optional(),
  hangup: openObject({ by: HangupParty, atMs: Milliseconds.optional(), raw: text.optional() }).optional(),
  recording: Recording.optional(),
  turns: z.array(Turn).optional(),
  sound: Sound.optional(),
  outcome: openObject({
    disposition: text.optional(),
    activated: z.boolean().optional(),
    resultClass: text.optional(),
  }).optional(),
  consent: openObject({ recordingNotice: text.optional() }).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
});
export type CallRecord = z.infer<typeof CallRecord>;

function isBetween({ first, last }: { readonly first: number; readonly last: number }, year: number): boolean {
  return year >= first && year <= last;
}
