// Pitch 音调: its height in hertz, and its rise and range in semitones.
import { z } from "zod";
import { meanValue, measuredSamples, wholeCallValue } from "../../call/voice-samples.ts";
import { type Detector, defineOperator } from "../../operator.ts";
import { needsBound, type VoiceSpec, voiceDetector, voiceFields } from "../../voice-detector.ts";

const Params = z.strictObject(voiceFields).refine(...needsBound);

export const pitch = defineOperator({
  id: "pitch",
  title: { zh: "音调", en: "Pitch" },
  summary: {
    zh: "音调的高低(赫兹)、比本人平时升高多少半音、整通起伏多大。",
    en: "How high the voice is (hertz), how many semitones over its usual height, and how wide its range.",
  },
  params: Params,
  compile: (params, { reliability }): Detector => voiceDetector(spec, params, reliability.speaker),
});

const spec: VoiceSpec = {
  measure: "pitchHz",
  samples: (call) => measuredSamples(call, "pitchHz")?.filter(({ value }) => value > 0),
  whole: (call, speaker, samples) => wholeCallValue(call, "pitchHz", speaker) ?? meanValue(samples),
  range: (call, speaker) => call.call.sound?.bySpeaker?.[speaker]?.pitchRangeSemitones,
  difference: (value, other) => (other > 0 ? 12 * Math.log2(value / other) : 0),
  shown: (value) => value,
  name: "pitchHz",
  differenceName: "pitchChangeSemitones",
  missing: () => "sound.stretches",
};
