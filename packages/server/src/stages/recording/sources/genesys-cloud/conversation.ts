// What is read of Genesys Cloud: a conversation with its participants, sessions and segments, and the metadata of an exported recording.
import { z } from "zod";

const text = z.string().nullish();
const instant = z.iso.datetime({ offset: true }).nullish();

const Segment = z.object({
  segmentType: text,
  segmentStart: instant,
  segmentEnd: instant,
  disconnectType: text,
  queueId: text,
});

export const Participant = z.object({
  participantName: text,
  userId: text,
  purpose: text,
  sessions: z
    .array(z.object({ mediaType: text, direction: text, ani: text, dnis: text, segments: z.array(Segment).nullish() }))
    .nullish(),
});
export type Participant = z.infer<typeof Participant>;

export const Conversation = z.object({
  conversationId: z.string().min(1),
  conversationStart: instant,
  conversationEnd: instant,
  originatingDirection: text,
  participants: z.array(Participant),
});
export type Conversation = z.infer<typeof Conversation>;

/** `<id>_metadata.json` of a bulk export. */
export const ExportedRecording = z.object({
  conversationId: z.string().min(1),
  recordingId: z.string().min(1),
  startTime: instant,
  filePath: text,
  fileName: text,
});
export type ExportedRecording = z.infer<typeof ExportedRecording>;

/** The segments of a participant without the agent's work after the call, in the order of time. */
export function segmentsOf({ sessions }: Participant) {
  return (sessions ?? [])
    .flatMap((session) => session.segments ?? [])
    .filter((segment) => segment.segmentType !== "wrapup")
    .toSorted((a, b) => Date.parse(a.segmentStart ?? "") - Date.parse(b.segmentStart ?? ""));
}

/** Whether everybody's part and every segment's kind and start are told; else nobody can say who was there at the end. */
export const isWhole = ({ participants }: Conversation): boolean =>
  participants.every(
    ({ purpose, sessions }) =>
      purpose && sessions?.every(({ segments }) => segments?.every((one) => one.segmentType && one.segmentStart)),
  );
