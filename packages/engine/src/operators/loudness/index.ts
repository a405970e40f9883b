// Loudness 音量: the level of a stretch or a call, its rise over the speaker's own level, and its span, in decibels.
import { z } from "zod";
import { meanValue, measuredSamples, wholeCallValue } from "../../call/voice-samples.ts";
import { type Detector, defineOperator } from "../../operator.ts";
import { needsBound, type VoiceSpec, voiceDetector, voiceFields } from "../../voice-detector.ts";

const Params = z.strictObject(voiceFields).refine(...needsBound);

export const loudness = defineOperator({
  id: "loudness",
  title: { zh: "音量", en: "Loudness" },
  summary: {
    zh: "音量的高低、比本人平时突然升高多少分贝、最响与最轻相差多少。",
    en: "How loud, how many decibels over the speaker's own usual level, and how far from softest to loudest.",
  },
  params: Params,
  compile: (params, { reliability }): Detector => voiceDetector(spec, params, reliability.speaker),
});

const spec: VoiceSpec = {
  measure: "loudnessDb",
  samples: (call) => measuredSamples(call, "loudnessDb"),
  whole: (call, speaker, samples) => wholeCallValue(call, "loudnessDb", speaker) ?? meanValue(samples),
  difference: (value, other) => value - other,
  shown: (value) => value,
  name: "loudnessDb",
  differenceName: "loudnessChangeDb",
  missing: () => "sound.stretches",
};
