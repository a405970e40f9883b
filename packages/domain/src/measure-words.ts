// What the measures in evidence are called by people, and their values with the unit, for reasons and reports.
import type { Language } from "./errors.ts";
import { fieldName } from "./field-names.ts";
import type { Evidence } from "./judgement.ts";

type Said = Readonly<Record<Language, string>>;
type Show = (value: number, language: Language) => string;

const rounded = (value: number, places = 1): string => String(Number(value.toFixed(places)));
const unit =
  (zh: string, en: string, places = 1): Show =>
  (value, language) =>
    `${rounded(value, places)}${language === "zh" ? zh : en}`;

type MeasureWords = readonly [zh: string, en: string, show: Show];

const bare = unit("", "", 2);
const share: Show = (value) => `${rounded(value * 100)}%`;
const outOf = (top: number): Show => unit(`/${top}`, `/${top}`);
const nth: Show = (value, language) => (language === "zh" ? `第 ${value} 次` : `no. ${value}`);
const decibels = unit(" dB", " dB");
const semitones = unit(" 个半音", " semitones");

const minuteMs = 60_000;
const time: Show = (value, language) => {
  if (value < 2 * minuteMs) return unit(" 秒", " s")(value / 1_000, language);
  const minutes = Math.floor(value / minuteMs);
  const seconds = Math.floor((value % minuteMs) / 1_000);
  return language === "zh" ? `${minutes} 分 ${seconds} 秒` : `${minutes} min ${seconds} s`;
};

const minutes: Show = (value, language) => {
  if (value < 120) return unit(" 分钟", " min")(value, language);
  return value < 2 * 1_440 ? unit(" 小时", " h")(value / 60, language) : unit(" 天", " days")(value / 1_440, language);
};

/** By the name that an operator gives its measure; what it says in words needs no unit. */
const measures = {
  answer: ["回答", "answer", bare],
  beepMs: ["提示音", "beep", time],
  busyMs: ["忙音", "busy tone", time],
  callMs: ["通话时长", "length of the call", time],
  consent: ["表态", "consent", bare],
  count: ["次数", "count", bare],
  deadline: ["期限", "deadline", bare],
  deadlineMinutes: ["期限", "deadline", minutes],
  dtmfMs: ["按键音", "key tone", time],
  hangupBy: ["挂机方", "hung up by", bare],
  hangupGapMs: ["最后一句到挂机", "from the last words to the hang-up", time],
  holdCount: ["保持次数", "holds", bare],
  holdMs: ["保持", "hold", time],
  holdTotalMs: ["保持共", "holds together", time],
  loudnessChangeDbRange: ["音量变化的范围", "range of the change of loudness", decibels],
  loudnessChangeDb: ["音量比平时", "loudness against the usual", decibels],
  loudnessDb: ["音量", "loudness", decibels],
  missingSteps: ["缺少的步骤", "missing steps", bare],
  overlapMs: ["重叠", "overlap", time],
  pitchChangeSemitonesRange: ["音高变化的范围", "range of the change of pitch", semitones],
  pitchChangeSemitones: ["音高比平时", "pitch against the usual", semitones],
  pitchHz: ["音高", "pitch", unit(" Hz", " Hz")],
  questionsAsked: ["已问的问题", "questions asked", bare],
  refusal: ["拒绝", "refusal", nth],
  responseDelayMs: ["应答延迟", "response delay", time],
  ringbackMs: ["回铃音", "ringback tone", time],
  ringCount: ["振铃次数", "rings", bare],
  ringMs: ["振铃", "ringing", time],
  satisfactionLevel: ["满意度", "satisfaction", outOf(5)],
  satisfactionScore: ["满意度", "satisfaction", outOf(10)],
  silenceMs: ["静音", "silence", time],
  similarity: ["相似度", "similarity", share],
  speaker: ["说话人", "speaker", bare],
  speakers: ["说话人数", "different speakers", bare],
  speechRateRatioRange: ["语速变化的范围", "range of the change of speech rate", unit(" 倍", " ×", 2)],
  speechRateRatio: ["语速为平时的", "speech rate against the usual", unit(" 倍", " ×", 2)],
  startedAt: ["通话开始", "begun", bare],
  syllablesPerMinute: ["语速每分钟", "syllables a minute", unit(" 字", "")],
  syllablesPerSecond: ["语速每秒", "syllables a second", unit(" 字", "")],
  talkRatio: ["说话占比", "share of talking", share],
  transfer: ["转接", "transfer", bare],
  turnCharacters: ["单次说话", "one turn", unit(" 字", " characters")],
  turnCount: ["说话次数", "turns", bare],
  turnMs: ["单次说话", "one turn", time],
  waitCount: ["等待次数", "waits", bare],
  waitMs: ["等待", "wait", time],
  waitTotalMs: ["等待共", "waits together", time],
} as const satisfies Readonly<Record<string, MeasureWords>>;

/** What an operator may name a measure: there are words for it. */
export type MeasureName = keyof typeof measures;

/** A field of the record that was looked at goes by its own name. */
export type FieldMeasure = string & { readonly isField: true };

export function measureOfField(path: string): FieldMeasure {
  return path as FieldMeasure;
}

function wordsOf(measure: string): MeasureWords | undefined {
  return isNamedMeasure(measure) ? measures[measure] : undefined;
}

const values: Readonly<Record<string, Said>> = {
  true: { zh: "是", en: "yes" },
  false: { zh: "否", en: "no" },
  yes: { zh: "是", en: "yes" },
  no: { zh: "否", en: "no" },
  agent: { zh: "坐席", en: "agent" },
  customer: { zh: "客户", en: "customer" },
  third: { zh: "第三方", en: "third party" },
  ivr: { zh: "语音", en: "IVR" },
  system: { zh: "系统", en: "system" },
  unknown: { zh: "未知", en: "unknown" },
  attended: { zh: "协商转接", en: "attended" },
  blind: { zh: "直接转接", en: "blind" },
  inbound: { zh: "呼入", en: "inbound" },
  outbound: { zh: "呼出", en: "outbound" },
  internal: { zh: "内部", en: "internal" },
  explicit: { zh: "明确同意", en: "explicit" },
  vague: { zh: "含糊同意", en: "vague" },
  refused: { zh: "拒绝", en: "refused" },
  undecided: { zh: "未决定", en: "undecided" },
};

/** Whether a measure has words of its own. */
export function isNamedMeasure(measure: string): measure is MeasureName {
  return Object.hasOwn(measures, measure);
}

/** What was measured and how much of it, e.g. 静音 5.2 秒; undefined where nothing was. */
export function measureInWords({ measure, value, role }: Evidence, language: Language): string | undefined {
  if (measure === undefined || value === undefined) return undefined;
  const shown = valueInWords(measure, value, language);
  if (measure === "speaker" && role === "unsure")
    return language === "zh" ? `说话人不确定:${shown}` : `speaker not sure: ${shown}`;
  return `${nameOf(measure, language)} ${shown}`;
}

/** The limit that the value was held against, with its unit; undefined where there is none. */
export function limitInWords({ measure, threshold }: Evidence, language: Language): string | undefined {
  if (measure === undefined || threshold === undefined || threshold === "") return undefined;
  return valueInWords(measure, threshold, language);
}

function nameOf(measure: string, language: Language): string {
  const [zh, en] = wordsOf(measure) ?? [];
  return (language === "zh" ? zh : en) ?? fieldName(measure, language);
}

function valueInWords(measure: string, value: NonNullable<Evidence["value"]>, language: Language): string {
  const [, , show = bare] = wordsOf(measure) ?? [];
  if (typeof value === "number") return show(value, language);
  const range = /^(-?[\d.]+)–(-?[\d.]+)$/u.exec(String(value));
  if (range !== null) return `${show(Number(range[1]), language)}–${show(Number(range[2]), language)}`;
  const words = String(value).split(", ");
  return words.map((one) => values[one]?.[language] ?? one).join(language === "zh" ? "、" : ", ");
}
