// Alibaba Smart Conversation Analysis: the sentence of a dialogue, which its uploads and its results share.
import type { Turn } from "@tingheng/domain";
import { z } from "zod";
import { known, knownOrNothing } from "./known-fields.ts";
import { speakerFields } from "./roles.ts";

const Ms = z.number().nonnegative();

export const ScaSentence = z.looseObject({
  role: z.string(),
  identity: z.string().nullish(),
  words: z.string(),
  begin: Ms.nullish(),
  end: Ms.nullish(),
  beginTime: z.string().nullish(),
  /** 0 a person, 1 a robot. */
  customerServiceType: z.int().nullish(),
});
export type ScaSentence = z.infer<typeof ScaSentence>;

/** The role of a robot is the voice menu's; all fields that a turn has no place for stay in its `extra`. */
export function turnOfSentence({ role, identity, words, begin, end, ...rest }: ScaSentence): Turn {
  const named = speakerFields(role);
  const speaker = rest.customerServiceType === 1 ? "ivr" : named.speaker;
  return known({
    speaker,
    speakerLabel: identity || named.speakerLabel,
    startMs: rounded(begin),
    endMs: rounded(end),
    text: words,
    extra: knownOrNothing(rest),
  });
}

const roleWords = { agent: "客服", customer: "客户", third: "第三方", ivr: "客服", unknown: "未知" } as const;

/** @param extras whether the fields in the turn's `extra` go out as fields of the sentence */
export function sentenceOfTurn(
  { speaker, speakerLabel, startMs, endMs, text, extra }: Turn,
  extras: boolean,
): ScaSentence {
  const more = extras ? extra : undefined;
  return known({
    type: "TEXT",
    ...more,
    role: roleWords[speaker],
    customerServiceType: speaker === "ivr" ? 1 : more?.customerServiceType,
    identity: speakerLabel,
    words: text,
    begin: startMs,
    end: endMs,
  }) as ScaSentence;
}

/** 1 is outbound, 3 inbound. */
export const directionOf = (callType: unknown): "outbound" | "inbound" | undefined =>
  callType === 1 ? "outbound" : callType === 3 ? "inbound" : undefined;

export const callTypeOf = (direction: string | undefined): number | undefined =>
  direction === "outbound" ? 1 : direction === "inbound" ? 3 : undefined;

const rounded = (ms: number | null | undefined) => (ms === null || ms === undefined ? undefined : Math.round(ms));
