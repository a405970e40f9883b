// Whether a turn asks something, by its mark or by the words that make a question in Chinese.

import { type By, spokenBy } from "../scope.ts";
import { marks } from "../text/normal-text.ts";
import type { PreparedCall, PreparedTurn } from "./prepared-call.ts";

const questionWords =
  /[吗呢么不没]$|什么|如何|怎么|怎样|多少|几[分个位]|哪|是否|有没有|能否|可否|还是|还满意|好不好|是不是|行不行|可不可以|方不方便|满不满意|谁|为何|满意度|满意程度|评价一下|打个分/u;

export function asks(turn: PreparedTurn): boolean {
  const { breaks, length, text } = turn.normal;
  for (let at = 1; at <= length; at++) if (breaks[at] === marks.questionMark) return true;
  return questionWords.test(text);
}

/** Words of this many units or fewer are a back-channel (嗯, 好的): they don't come between a question and its answer. */
const backChannelUnits = 2;

/** The turn of the other side that a turn answers; `shaky` where it is not known who spoke it. */
export function askedBefore(
  call: PreparedCall,
  turn: PreparedTurn,
  minConfidence: number,
  by: By = "agent",
): { readonly turn: PreparedTurn; readonly shaky: boolean } | undefined {
  for (let index = turn.index - 1; index >= 0; index--) {
    const earlier = call.turns[index];
    if (earlier === undefined) return undefined;
    const trust = spokenBy(earlier, by, minConfidence);
    if (trust === "no" || (earlier.normal.length <= backChannelUnits && !asks(earlier))) continue;
    return { turn: earlier, shaky: trust === "shaky" };
  }
  return undefined;
}
