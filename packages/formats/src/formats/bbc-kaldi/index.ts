// The BBC's Kaldi service: punctuated words with times in seconds, and segments by speaker.
import { z } from "zod";
import { jsonFormat } from "../../json-format.ts";
import { hasFields } from "../../json-shape.ts";
import { known } from "../../known-fields.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { turnsFromWords } from "../../word-turns.ts";

const Seconds = z.number().nonnegative();

const Segment = z.looseObject({ start: Seconds, duration: Seconds, speaker: z.looseObject({ "@id": z.string() }) });

const Answer = z.looseObject({
  retval: z.looseObject({
    wonid: z.string().optional(),
    words: z.array(
      z.looseObject({
        start: Seconds,
        end: Seconds,
        confidence: z.number().min(0).max(1).optional(),
        word: z.string(),
        punct: z.string().optional(),
      }),
    ),
    segmentation: z.looseObject({ segments: z.array(Segment).optional() }).optional(),
  }),
});

export const bbcKaldi = jsonFormat({
  id: "bbc-kaldi",
  title: { zh: "BBC Kaldi 识别结果", en: "BBC Kaldi result" },
  extensions: [".json"],
  schema: Answer,
  detectValue: (value) => (hasFields(value, "retval") && hasFields(value.retval, "words") ? 1 : 0),
  toCall: ({ retval, ...rest }) => {
    const { words, ...more } = retval;
    const segments = retval.segmentation?.segments ?? [];
    const labelAt = (time: number) =>
      segments.find((one) => time >= one.start && time < one.start + one.duration)?.speaker["@id"];
    return {
      id: retval.wonid,
      turns: turnsFromWords(
        words.map(({ start, end, confidence, word, punct }) => ({
          text: punct ?? word,
          label: labelAt(start),
          ...known({ startMs: fromSeconds(start), endMs: fromSeconds(end), confidence }),
        })),
      ),
      extra: { ...rest, retval: more },
    };
  },
});
