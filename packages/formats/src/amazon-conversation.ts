// What Contact Lens and Transcribe Call Analytics share: turns with offsets in milliseconds, and the
// characteristics of a conversation, which become measures of sound.
import type { CallRecord, Sound, Turn } from "@tingheng/domain";
import { z } from "zod";
import { known, knownOrNothing } from "./known-fields.ts";
import { speakerFields, speakerOf } from "./roles.ts";

const Ms = z.int().nonnegative();
const Span = z.looseObject({ BeginOffsetMillis: Ms, EndOffsetMillis: Ms });
const ByRole = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

const AmazonItem = z.looseObject({
  Type: z.string().optional(),
  Content: z.string(),
  Confidence: z.number().min(0).max(1).optional(),
  BeginOffsetMillis: Ms.optional(),
  EndOffsetMillis: Ms.optional(),
});

const AmazonTurn = Span.extend({
  Content: z.string(),
  ParticipantRole: z.string().optional(),
  ParticipantId: z.string().optional(),
  Items: z.array(AmazonItem).optional(),
  LoudnessScores: z.array(z.number().nullable()).optional(),
  LoudnessScore: z.array(z.number().nullable()).optional(),
});
type AmazonTurn = z.infer<typeof AmazonTurn>;

export const AmazonConversation = z.looseObject({
  LanguageCode: z.string().optional(),
  Participants: z
    .array(z.looseObject({ ParticipantId: z.string().optional(), ParticipantRole: z.string().optional() }))
    .optional(),
  ConversationCharacteristics: z
    .looseObject({
      TotalConversationDurationMillis: Ms.optional(),
      Interruptions: z.looseObject({ InterruptionsByInterrupter: ByRole(z.array(Span)).optional() }).optional(),
      NonTalkTime: z.looseObject({ Instances: z.array(Span).optional() }).optional(),
      TalkSpeed: z
        .looseObject({ DetailsByParticipant: ByRole(z.looseObject({ AverageWordsPerMinute: z.number() })).optional() })
        .optional(),
      TalkTime: z
        .looseObject({ DetailsByParticipant: ByRole(z.looseObject({ TotalTimeMillis: Ms })).optional() })
        .optional(),
    })
    .optional(),
  Transcript: z.array(AmazonTurn),
});
type AmazonConversation = z.infer<typeof AmazonConversation>;

/** Turns, language and sound of a conversation; all else of the document goes to `extra`. */
export function amazonCall(document: AmazonConversation): Pick<CallRecord, "turns" | "sound"> & {
  language?: string | undefined;
  extra?: Record<string, unknown> | undefined;
} {
  const { Transcript, LanguageCode, ...extra } = document;
  const roles = new Map(document.Participants?.map((one) => [one.ParticipantId, one.ParticipantRole]));
  const labelOf = (turn: AmazonTurn) => turn.ParticipantRole ?? roles.get(turn.ParticipantId) ?? turn.ParticipantId;
  return {
    language: LanguageCode,
    turns: Transcript.map((turn) => turnFrom(turn, labelOf(turn))),
    sound: soundFrom(document, labelOf),
    extra,
  };
}

function turnFrom(turn: AmazonTurn, label: string | undefined): Turn {
  const { BeginOffsetMillis, EndOffsetMillis, Content, Items, LoudnessScore, LoudnessScores, ...rest } = turn;
  const { ParticipantRole: _role, ...extra } = rest;
  const words = Items?.filter((item) => item.Type !== "punctuation").map((item) => {
    const {
      Type: _type,
      Content: text,
      Confidence,
      BeginOffsetMillis: startMs,
      EndOffsetMillis: endMs,
      ...more
    } = item;
    return { ...more, ...known({ text, startMs, endMs, confidence: Confidence }) };
  });
  return known({
    ...speakerFields(label),
    startMs: BeginOffsetMillis,
    endMs: EndOffsetMillis,
    text: Content,
    words,
    extra: knownOrNothing(extra),
  });
}

function soundFrom(document: AmazonConversation, labelOf: (turn: AmazonTurn) => string | undefined): Sound {
  const measured = document.ConversationCharacteristics;
  const interrupters = Object.entries(measured?.Interruptions?.InterruptionsByInterrupter ?? {});
  const stretches = document.Transcript.flatMap((turn) => loudnessBySecond(turn, labelOf(turn)));
  return known({
    durationMs: measured?.TotalConversationDurationMillis,
    silences: measured?.NonTalkTime?.Instances?.map(plainSpan),
    overlaps: measured?.Interruptions
      ? interrupters
          .flatMap(([role, spans]) =>
            spans.map((one) => ({ ...plainSpan(one), by: speakerOf(role), backchannel: false })),
          )
          .toSorted((a, b) => a.startMs - b.startMs)
      : undefined,
    bySpeaker: measuresBySpeaker(document, stretches),
    stretches: stretches.length > 0 ? stretches : undefined,
    notes: stretches.length > 0 ? ["loudness on Amazon's own scale: compare within a call only"] : undefined,
  }) as Sound;
}

const plainSpan = (span: z.infer<typeof Span>) => ({ startMs: span.BeginOffsetMillis, endMs: span.EndOffsetMillis });

type Stretch = { speaker: ReturnType<typeof speakerOf>; startMs: number; endMs: number; loudnessDb: number };

/** Amazon gives one number for each second of a turn, null where nothing was heard. */
function loudnessBySecond(turn: AmazonTurn, label: string | undefined): Stretch[] {
  const scores = turn.LoudnessScores ?? turn.LoudnessScore ?? [];
  return scores.flatMap((loudnessDb, second) => {
    const startMs = turn.BeginOffsetMillis + second * 1000;
    if (loudnessDb === null || startMs >= turn.EndOffsetMillis) return [];
    return [{ speaker: speakerOf(label), startMs, endMs: Math.min(startMs + 1000, turn.EndOffsetMillis), loudnessDb }];
  });
}

function measuresBySpeaker(document: AmazonConversation, stretches: readonly Stretch[]): Sound["bySpeaker"] {
  const { TalkTime, TalkSpeed } = document.ConversationCharacteristics ?? {};
  const talk = TalkTime?.DetailsByParticipant ?? {};
  const speed = TalkSpeed?.DetailsByParticipant ?? {};
  const roles = [...new Set([...Object.keys(talk), ...Object.keys(speed)])];
  const entries = roles.map((role) => {
    const own = stretches.filter((stretch) => stretch.speaker === speakerOf(role));
    const mean = own.reduce((sum, stretch) => sum + stretch.loudnessDb, 0) / own.length;
    const loudnessDb = own.length > 0 ? Math.round(mean * 10) / 10 : undefined;
    const wordsPerMinute = speed[role]?.AverageWordsPerMinute;
    return [speakerOf(role), known({ talkMs: talk[role]?.TotalTimeMillis, wordsPerMinute, loudnessDb })] as const;
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
