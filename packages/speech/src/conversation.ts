// A recording becomes a conversation 录音变成对话: measured, heard where a recogniser is there, parted into voices; then, once
// roles are known, a call record with its `sound`.
import type { CallRecord, Speaker, Turn } from "@tingheng/domain";
import { measureSound } from "./measure/measure-sound.ts";
import type { SoundMeasures } from "./measure/sound-measures.ts";
import { soundOf } from "./measure/sound-of.ts";
import { cutChunks } from "./recognisers/cut-chunks.ts";
import { type HeardInChannel, hear } from "./recognisers/hear.ts";
import { planChunks } from "./recognisers/plan-chunks.ts";
import type { Recogniser, Wish } from "./recognisers/recogniser.ts";
import type { Decoding } from "./sound/sound-block.ts";
import { withVoices } from "./speakers/give-voices.ts";
import { channelVoices, type VoiceLabel, type Voices } from "./speakers/voices.ts";

export interface ListenOptions extends Wish {
  /** Without it nothing is known of the words. */
  readonly recogniser?: Recogniser;
  /** Tells voices apart in a recording of one channel; without it they stay one. */
  readonly partVoices?: (open: OpenRecording, measures: SoundMeasures) => Promise<Voices>;
  /** How much of the recording has been heard. */
  readonly progress?: (untilMs: number, durationMs: number) => void;
}

/** Opens the same recording anew: it is decoded once to be measured and once for each reader after that. */
export type OpenRecording = () => Promise<Decoding>;

export interface Conversation {
  readonly measures: SoundMeasures;
  readonly voices: Voices;
  /** Undefined where no recogniser was asked. Speakers are voices, not roles. */
  readonly heard: readonly HeardInChannel[] | undefined;
  /** What a person should know of the recording. */
  readonly notes: readonly string[];
}

/** @throws AppError of decoding and of the recogniser */
export async function listenTo(open: OpenRecording, options: ListenOptions = {}): Promise<Conversation> {
  const { recogniser, partVoices, progress, ...wish } = options;
  const decoding = await open();
  const measures = await measureSound(decoding);
  const notes = decoding.notes;
  const voices =
    measures.channels.length === 1 && partVoices !== undefined
      ? await partVoices(open, measures)
      : channelVoices(measures.channels.length);
  if (recogniser === undefined) return { measures, voices, heard: undefined, notes };
  const plan = planChunks(
    measures.channels.map(({ speech }) => speech),
    measures.durationMs,
  );
  const heard = await hear(cutChunks(await open(), plan), recogniser, wish, (untilMs) =>
    progress?.(untilMs, measures.durationMs),
  );
  return { measures, voices, heard, notes };
}

/** What a voice turned out to be. */
export interface Role {
  readonly speaker: Speaker;
  /** 0–1 */
  readonly confidence: number;
}
export type Roles = Readonly<Record<VoiceLabel, Role>>;

/** The turns that were heard, each with the label of its voice and no role yet. */
export function turnsOf({ heard = [], voices }: Conversation): Turn[] {
  const turns = heard.map(({ channel, startMs, endMs, text, words, confidence, language, emotion, events }) => {
    const extra = {
      ...(language === undefined ? {} : { language }),
      ...(emotion === undefined ? {} : { emotion }),
      ...(events === undefined ? {} : { events }),
    };
    return {
      speaker: "unknown" as const,
      ...(voices.by === "channel" ? { speakerLabel: String(channel) } : {}),
      startMs,
      endMs,
      text,
      ...(confidence === undefined ? {} : { confidence }),
      ...(words === undefined ? {} : { words: [...words] }),
      ...(Object.keys(extra).length === 0 ? {} : { extra }),
    };
  });
  return voices.by === "channel" ? turns : withVoices(turns, voices);
}

/**
 * The call record: what the telephone system says, the turns, and what was measured, with roles put in.
 * @param turns with voice labels, from `turnsOf` or joined from elsewhere; none where nothing is known of the words
 */
export function callOf(
  record: CallRecord,
  conversation: Conversation,
  turns: readonly Turn[] | undefined,
  roles: Roles,
): CallRecord {
  const { measures, voices, notes } = conversation;
  const roleOf = (label: VoiceLabel | undefined): Role => roles[label ?? ""] ?? { speaker: "unknown", confidence: 1 };
  const least = Math.min(voices.confidence, ...voices.labels.map((label) => roleOf(label).confidence));
  const sound = soundOf(
    measures,
    voices.by === "channel"
      ? { by: "channel", speakers: voices.labels.map((label) => roleOf(label).speaker), confidence: least }
      : {
          by: "segment",
          segments: voices.segments.map(({ voice, ...span }) => ({ ...span, speaker: roleOf(voice).speaker })),
          confidence: least,
        },
  );
  return {
    ...record,
    ...(turns === undefined ? {} : { turns: turns.map((turn) => inRole(turn, roleOf(turn.speakerLabel))) }),
    sound: notes.length === 0 ? sound : { ...sound, notes: [...(sound.notes ?? []), ...notes] },
  };
}

/** A turn that already has a role keeps it. */
function inRole(turn: Turn, { speaker, confidence }: Role): Turn {
  if (turn.speaker !== "unknown" || speaker === "unknown") return turn;
  const sure = (turn.speakerConfidence ?? 1) * confidence;
  return { ...turn, speaker, ...(sure < 1 ? { speakerConfidence: sure } : {}) };
}
