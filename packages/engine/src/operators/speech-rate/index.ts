// Speech rate 语速: syllables a second or a minute, of a turn or the whole call, and its sudden change.
import { z } from "zod";
import { missedForTimes } from "../../call/utterances.ts";
import { meanValue, measuredSamples, spokenRates, wholeCallValue } from "../../call/voice-samples.ts";
import { type Detector, defineOperator } from "../../operator.ts";
import { needsBound, type VoiceSpec, voiceDetector, voiceFields } from "../../voice-detector.ts";

const Params = z
  .strictObject({
    ...voiceFields,
    unit: z.enum(["second", "minute"]).default("second").describe("syllables a second, or a minute"),
    minChars: z.int().nonnegative().default(8).describe("turns with fewer syllables are not looked at"),
    minMs: voiceFields.minMs.default(1000),
  })
  .refine(...needsBound);
type Params = z.output<typeof Params>;

export const speechRate = defineOperator({
  id: "speech-rate",
  title: { zh: "语速", en: "Speech rate" },
  summary: {
    zh: "每秒(或每分钟)说多少个音节,可按句、按整通,或与本人平时语速相比。",
    en: "Syllables a second (or a minute), of a turn, of the whole call, or against the speaker's own usual rate.",
  },
  params: Params,
  compile: (params, { reliability }): Detector => voiceDetector(specOf(params), params, reliability.speaker),
});

function specOf({ unit, minChars }: Params): VoiceSpec {
  const factor = unit === "minute" ? 60 : 1;
  return {
    measure: "syllablesPerSecond",
    samples: (call) => measuredSamples(call, "syllablesPerSecond") ?? spokenRates(call, minChars),
    whole: (call, speaker, samples) => {
      const perSecond = wholeCallValue(call, "syllablesPerSecond", speaker) ?? meanValue(samples);
      return perSecond === undefined ? undefined : perSecond * factor;
    },
    difference: (value, other) => (other === 0 ? 1 : value / other),
    shown: (value) => value * factor,
    name: unit === "minute" ? "syllablesPerMinute" : "syllablesPerSecond",
    differenceName: "speechRateRatio",
    missing: missedForTimes,
  };
}
