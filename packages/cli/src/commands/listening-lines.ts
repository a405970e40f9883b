// What was heard in a recording, for a person at a terminal.
import type { CallRecord, Language, Sound, Speaker } from "@tingheng/domain";

const words = {
  zh: {
    speakers: { agent: "坐席", customer: "客户", third: "第三方", ivr: "语音菜单", unknown: "未知" },
    length: "时长",
    channels: "声道",
    talk: "说话",
    loudness: "响度",
    rate: "语速",
    rateUnit: "音节/秒",
    pitch: "音高",
    silences: "静默",
    overlaps: "抢话",
    tones: "信号音",
    notes: "说明",
    filled: { music: "音乐", tone: "信号音", noise: "噪声", nothing: "无声" },
  },
  en: {
    speakers: { agent: "agent", customer: "customer", third: "third party", ivr: "IVR", unknown: "unknown" },
    length: "length",
    channels: "channels",
    talk: "talk",
    loudness: "loudness",
    rate: "rate",
    rateUnit: "syllables/s",
    pitch: "pitch",
    silences: "silences",
    overlaps: "overlaps",
    tones: "tones",
    notes: "notes",
    filled: { music: "music", tone: "tones", noise: "noise", nothing: "nothing" },
  },
} as const;

type Words = (typeof words)[Language];

export function listeningLines(call: CallRecord, language: Language): string {
  const say = words[language];
  const { sound = {}, turns } = call;
  const lines = [
    `■ ${call.source}/${call.id}  ${[
      `${say.length} ${clock(sound.durationMs ?? 0)}`,
      `${sound.channels ?? "?"} ${say.channels}`,
      `${sound.sampleRateHz ?? "?"} Hz`,
      sound.codec ?? "",
    ].join(" · ")}`,
    ...Object.entries(sound.bySpeaker ?? {}).map(
      ([speaker, one]) => `  ${say.speakers[speaker as Speaker]}: ${measured(one, say).join(" · ")}`,
    ),
    ...silenceLines(sound, say),
    ...countLine(
      say.overlaps,
      sound.overlaps
        ?.filter(({ backchannel }) => backchannel !== true)
        .map((one) => `${clock(one.startMs)} ${say.speakers[one.by]}`),
    ),
    ...countLine(
      say.tones,
      sound.tones?.map((one) => `${clock(one.startMs)} ${one.kind}${one.digits === undefined ? "" : ` ${one.digits}`}`),
    ),
    ...(turns ?? []).map(
      (turn) =>
        `  ${turn.startMs === undefined ? "     " : clock(turn.startMs)} ${say.speakers[turn.speaker]}${turn.speaker === "unknown" && turn.speakerLabel !== undefined ? ` ${turn.speakerLabel}` : ""}: ${turn.text}`,
    ),
    ...(sound.notes ?? []).map((note) => `  ${say.notes}: ${note}`),
  ];
  return `${lines.join("\n")}\n`;
}

function measured(one: NonNullable<NonNullable<Sound["bySpeaker"]>[Speaker]>, say: Words): string[] {
  return [
    one.talkMs === undefined ? "" : `${say.talk} ${clock(one.talkMs)}`,
    one.loudnessDb === undefined ? "" : `${say.loudness} ${one.loudnessDb.toFixed(1)} dB`,
    one.syllablesPerSecond === undefined ? "" : `${say.rate} ${one.syllablesPerSecond.toFixed(1)} ${say.rateUnit}`,
    one.pitchHz === undefined ? "" : `${say.pitch} ${Math.round(one.pitchHz)} Hz`,
  ].filter((part) => part !== "");
}

/** Shorter pauses belong to speaking. */
const worthTellingMs = 2000;

function silenceLines({ silences = [] }: Sound, say: Words): string[] {
  const long = silences.filter(({ startMs, endMs }) => endMs - startMs >= worthTellingMs);
  return countLine(
    say.silences,
    long.map(({ startMs, endMs, filledBy = "nothing" }) => `${clock(startMs)}–${clock(endMs)} ${say.filled[filledBy]}`),
  );
}

const countLine = (title: string, items: readonly string[] = []): string[] =>
  items.length === 0 ? [] : [`  ${title} ${items.length}: ${items.join(", ")}`];

/** 83400 → 1:23.4 */
function clock(ms: number): string {
  const tenths = Math.round(ms / 100);
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, "0");
  return `${Math.floor(tenths / 600)}:${seconds}.${tenths % 10}`;
}
