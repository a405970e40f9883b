// Where words were said in a call: the first turn that has one of them, masked, cut around it.

import type { z } from "@hono/zod-openapi";
import type { CallRecord } from "@tingheng/domain";
import { foldForSearch, normalise } from "@tingheng/engine";
import { maskOf } from "../../masking/call-mask.ts";
import type { Excerpt } from "./call-shapes.ts";

/** Characters shown on each side of a word. */
const around = 40;

/** @param words folded */
export function excerptOf(record: CallRecord, words: readonly string[]): z.infer<typeof Excerpt> | undefined {
  const { turns = [] } = record;
  for (const [turn, { text: source, speaker, startMs }] of turns.entries()) {
    const folded = foldForSearch(source);
    const word = words.filter((one) => folded.includes(one)).sort((a, b) => b.length - a.length)[0];
    if (word === undefined) continue;
    const { text, starts, ends } = normalise(source);
    const at = text.indexOf(word);
    const from = starts[at] ?? 0;
    const to = ends[at + word.length - 1] ?? source.length;
    const shown =
      maskOf({ ...record, turns: turns.slice(Math.max(0, turn - 2), turn + 1) }).record.turns?.at(-1)?.text ?? "";
    const begin = Math.max(0, from - around);
    return {
      turn,
      speaker,
      ...(startMs === undefined ? {} : { startMs }),
      text: shown.slice(begin, to + around),
      from: from - begin,
      to: to - begin,
    };
  }
  return undefined;
}
