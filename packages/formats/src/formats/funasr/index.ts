// FunASR: sentences with times in milliseconds and, with a speaker model, the number of the speaker.
import type { Turn, Word } from "@tingheng/domain";
import { z } from "zod";
import { jsonFormat } from "../../json-format.ts";
import { hasFields, isObject } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { speakerFields } from "../../roles.ts";

const Ms = z.number().nonnegative();
const Times = z.array(z.tuple([Ms, Ms]).rest(z.unknown()));

/** The streaming service writes its list of times as a text. */
const TimesAsText = z.string().transform((text, context) => {
  const times = Times.safeParse(tryJson(text || "[]"));
  if (times.success) return times.data;
  context.addIssue({ code: "custom", message: "[[start, end], …] in milliseconds" });
  return z.NEVER;
});

const Sentence = z.looseObject({
  text: z.string().optional(),
  text_seg: z.string().optional(),
  punc: z.string().optional(),
  start: Ms,
  end: Ms,
  timestamp: Times.optional(),
  ts_list: Times.optional(),
  spk: z.union([z.int(), z.string()]).nullish(),
});

const Result = z.looseObject({
  key: z.string().optional(),
  wav_name: z.string().optional(),
  text: z.string(),
  timestamp: z.union([Times, TimesAsText]).optional(),
  sentence_info: z.array(Sentence).optional(),
  stamp_sents: z.array(Sentence).optional(),
});
type Result = z.infer<typeof Result>;

export const funasr = jsonFormat({
  id: "funasr",
  title: { zh: "FunASR 识别结果", en: "FunASR result" },
  extensions: [".json", ".jsonl"],
  schema: Result,
  detectValue: (value) => {
    if (!hasFields(value, "text") || hasFields(value, "segments")) return 0;
    if (hasFields(value, "sentence_info") || hasFields(value, "stamp_sents")) return 1;
    if (hasFields(value, "key", "timestamp")) return 0.9;
    return isObject(value) && (hasFields(value, "wav_name", "is_final") || Object.keys(value).join() === "key,text")
      ? 0.8
      : 0;
  },
  toCall: ({ key, wav_name, text, timestamp, sentence_info, stamp_sents, ...rest }) => ({
    id: key ?? wav_name,
    turns: (sentence_info ?? stamp_sents)?.map(turnOfSentence) ?? [wholeTurn(text, timestamp)],
    extra: knownOrNothing(rest),
  }),
});

function turnOfSentence(sentence: z.infer<typeof Sentence>): Turn {
  const { text, text_seg, punc, start, end, timestamp, ts_list, spk, ...rest } = sentence;
  const spoken = text ?? (text_seg ?? "").replaceAll(/(?<=\P{ASCII}) | (?=\P{ASCII})/gu, "") + (punc ?? "");
  return known({
    ...speakerFields(spk ?? undefined),
    startMs: Math.round(start),
    endMs: Math.round(end),
    text: spoken,
    ...timedWords(spoken, timestamp ?? ts_list, rest),
  });
}

function wholeTurn(text: string, times: Result["timestamp"]): Turn {
  return known({
    speaker: "unknown" as const,
    startMs: times?.[0] && Math.round(times[0][0]),
    endMs: times?.length ? Math.round(times.at(-1)?.[1] ?? 0) : undefined,
    text,
    ...timedWords(text, times, {}),
  });
}

/** One time belongs to one Chinese character or one word of letters. Where the counts differ the times stay as they came. */
function timedWords(
  text: string,
  times: z.infer<typeof Times> | undefined,
  rest: Record<string, unknown>,
): Pick<Turn, "words" | "extra"> {
  const tokens = text.match(/\p{Script=Han}|[\p{L}\p{N}'’.@-]*[\p{L}\p{N}]/gu) ?? [];
  const split = tokens.flatMap((token) => token.match(/\p{Script=Han}|[^\p{Script=Han}]+/gu) ?? []);
  if (!times || split.length !== times.length)
    return known({ extra: knownOrNothing({ ...rest, timestamp: times?.length ? times : undefined }) });
  const words: Word[] = split.map((token, index) => {
    const [start = 0, end = 0] = times[index] ?? [];
    return { text: token, startMs: Math.round(start), endMs: Math.round(end) };
  });
  return known({ words, extra: knownOrNothing(rest) });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
