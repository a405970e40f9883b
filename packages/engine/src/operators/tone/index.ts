// Tone 信号音: ringback, busy tone, beep or keys, as heard in the recording.
import { z } from "zod";
import { heldAt, timeHit } from "../../call/moment.ts";
import { absent, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator } from "../../operator.ts";
import { atLeastTimes } from "../../times.ts";

const kind = z.enum(["ringback", "busy", "beep", "dtmf"]);

const Params = z.strictObject({
  kind: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(kind).min(1))
    .describe("one of these"),
  longerThanMs: z.int().nonnegative().default(0).describe("each longer than this"),
  digits: z
    .string()
    .regex(/^[0-9A-D*#]+$/)
    .optional()
    .describe("keys that were pressed, e.g. 1"),
  times: z.int().positive().default(1).describe("so many at least"),
});
type Params = z.output<typeof Params>;

export const tone = defineOperator({
  id: "tone",
  title: { zh: "信号音", en: "Tone" },
  summary: {
    zh: "录音里听到回铃音、忙音、提示音或按键音。",
    en: "Ringback, busy tone, a beep or keys are heard in the recording.",
  },
  params: z.preprocess(
    (value) => (typeof value === "string" || Array.isArray(value) ? { kind: value } : value),
    Params,
  ),
  by: "any",
  compile: (params) => compileTone(params as Params),
});

function compileTone(params: Params): Detector {
  return (call, scope) => {
    const tones = call.call.sound?.tones;
    if (tones === undefined) return missingFields("sound.tones");
    if (tones.length === 0) return absent;
    const hits: Hit[] = [];
    const maybe: Hit[] = [];
    const missing = new Set<string>();
    for (const { kind: heard, digits, startMs, endMs } of tones) {
      const lengthMs = endMs - startMs;
      if (!params.kind.includes(heard) || (params.longerThanMs > 0 && lengthMs <= params.longerThanMs)) continue;
      if (params.digits !== undefined && digits !== undefined && !digits.includes(params.digits)) continue;
      const held = heldAt(call, scope, startMs, endMs);
      if (held === "no") continue;
      const unread = params.digits !== undefined && digits === undefined;
      if (unread) missing.add("sound.tones.digits");
      const hit = timeHit(call, startMs, endMs, {
        measure: `${heard}Ms`,
        value: lengthMs,
        threshold: params.longerThanMs,
      });
      (unread || held === "shaky" ? maybe : hits).push(hit);
    }
    return atLeastTimes(params.times, hits, maybe, [...missing]);
  };
}
