// Plain text: one call, a line for each turn, the speaker's tag before the words, times in brackets where known.
import { AppError, type Turn } from "@tingheng/domain";
import type { Format } from "../../format.ts";
import { callOf } from "../../json-format.ts";
import { known } from "../../known-fields.ts";
import { speakerFields } from "../../roles.ts";
import { isSpeakerLabel, labelsOf, splitLabel } from "../../speaker-label.ts";
import { fromClock } from "../../time-in-call.ts";

const clock = String.raw`(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?`;
const timeBefore = new RegExp(
  String.raw`^\s*[[((【]?(${clock})(?:\s*(?:-->|[-–~—])\s*(${clock}))?[\]))】]?\s+(?=\S)|^\s*[[((【](${clock})(?:\s*(?:-->|[-–~—])\s*(${clock}))?[\]))】]\s*`,
);
const timeAfter = new RegExp(
  String.raw`^\s*(\S[^::]{0,23}?)\s*[[((]?(${clock})[\]))]?\s*[::]?\s*$|^\s*([^\s::]{1,24})\s*[[((](${clock})[\]))]\s*[::]\s*(.*)$`,
);

type Line = {
  readonly number: number;
  readonly rest: string;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
};

export const plainText: Format = {
  id: "plain-text",
  title: { zh: "纯文本对话", en: "Plain text dialogue" },
  extensions: [".txt", ".text", ".md"],
  detect: (sample) => {
    if (sample.kind !== "text" || /^\s*WEBVTT|-->/.test(sample.text.slice(0, 4000))) return 0;
    const lines = linesOf(sample.text).slice(0, 200);
    const tagged = lines.filter(({ rest }) => isSpeakerLabel(splitLabel(rest)?.label ?? ""));
    return tagged.length >= 2 && tagged.length * 4 >= lines.length ? 0.8 : 0;
  },
  async *read(source) {
    const text = await source.text();
    const where = source.name;
    const { turns, header } = turnsOf(linesOf(text));
    if (turns.length === 0) {
      yield { ok: false, error: noSpeaker(where, text), where };
      return;
    }
    const id = source.name.replace(/^.*[\\/]/, "").replace(/(?<=.)\.[^.]*$/, "");
    const extra = header.length > 0 ? { header } : undefined;
    yield { ok: true, call: callOf({ turns, extra }, { id, source: "plain-text" }, where), where };
  },
};

function linesOf(text: string): Line[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => {
      if (line.trim() === "") return [];
      const number = index + 1;
      const after = timeAfter.exec(line);
      if (after) {
        const [, ownLine, atOwnLine = "", inline, at = "", words = ""] = after;
        const label = ownLine ?? inline ?? "";
        if (ownLine === undefined || isSpeakerLabel(label))
          return [{ number, rest: `${label}: ${words}`, startMs: fromClock(ownLine ? atOwnLine : at) }];
      }
      const before = timeBefore.exec(line);
      if (!before) return [{ number, rest: line.trim() }];
      const [whole, start = before[3], end = before[4]] = before;
      return [
        {
          number,
          rest: line.slice(whole.length).trim(),
          startMs: start && fromClock(start),
          endMs: end && fromClock(end),
        } as Line,
      ];
    });
}

/** Lines before the first speaker are a heading; later lines without a speaker go on with the turn before them. */
function turnsOf(lines: readonly Line[]): { turns: Turn[]; header: string[] } {
  const labels = labelsOf(lines.map((line) => line.rest));
  const header: string[] = [];
  const turns: Turn[] = [];
  for (const { rest, startMs, endMs } of lines) {
    const found = splitLabel(rest);
    const last = turns.at(-1);
    if (found && labels.has(found.label)) {
      turns.push(known({ ...speakerFields(found.label), startMs, endMs, text: found.text }));
    } else if (!last) header.push(rest);
    else last.text = last.text === "" ? rest : `${last.text}\n${rest}`;
  }
  return { turns, header };
}

function noSpeaker(where: string, text: string): AppError {
  const first = text.trim().split(/\r?\n/)[0] ?? "";
  return new AppError("input.malformed", {
    where: `${where}:1`,
    expected: "lines like 坐席:… or agent: …",
    found: JSON.stringify(first.length > 40 ? `${first.slice(0, 39)}…` : first),
  });
}
