// Plain text: one call, a line for each turn, the speaker's tag before the words, times in brackets where known.
import { AppError } from "@tingheng/domain";
import { dialogueLines, dialogueOf, isTagged } from "../../dialogue-lines.ts";
import type { Format } from "../../format.ts";
import { callOf } from "../../json-format.ts";

/** A quote that opens behind a separator and does not close on its line: a cell of a table. */
const quotedCell = /[,;\t|]"[^"\n]*$/m;

export const plainText: Format = {
  id: "plain-text",
  title: { zh: "纯文本对话", en: "Plain text dialogue" },
  extensions: [".txt", ".text", ".md"],
  detect: (sample) => {
    if (sample.kind !== "text" || /^\s*WEBVTT|-->/.test(sample.text.slice(0, 4000))) return 0;
    if (quotedCell.test(sample.text)) return 0;
    const lines = dialogueLines(sample.text).slice(0, 200);
    const tagged = lines.filter(isTagged);
    return tagged.length >= 2 && tagged.length * 4 >= lines.length ? 0.8 : 0;
  },
  async *read(source, { utcOffset }) {
    const text = await source.text();
    const where = source.name;
    const { turns, header, startedAt } = dialogueOf(dialogueLines(text), utcOffset);
    if (turns.length === 0) {
      yield { ok: false, error: noSpeaker(where, text), where };
      return;
    }
    const id = source.name.replace(/^.*[\\/]/, "").replace(/(?<=.)\.[^.]*$/, "");
    const extra = header.length > 0 ? { header } : undefined;
    yield { ok: true, call: callOf({ turns, startedAt, extra }, { id, source: "plain-text" }, where), where };
  },
};

function noSpeaker(where: string, text: string): AppError {
  const first = text.trim().split(/\r?\n/)[0] ?? "";
  return new AppError("input.malformed", {
    where: `${where}:1`,
    expected: "lines like 坐席:… or agent: …",
    found: JSON.stringify(first.length > 40 ? `${first.slice(0, 39)}…` : first),
  });
}
