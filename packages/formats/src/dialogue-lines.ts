// A conversation written down as lines: the speaker's tag before the words, times before or behind the tag.
import type { Turn } from "@tingheng/domain";
import { known } from "./known-fields.ts";
import { speakerFields } from "./roles.ts";
import { isSpeakerLabel, labelsOf, splitLabel } from "./speaker-label.ts";
import { fromClock } from "./time-in-call.ts";

export type DialogueLine = {
  readonly words: string;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
};

const clock = String.raw`(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?`;
const range = String.raw`(${clock})(?:\s*(?:-->|[-–~—])\s*(${clock}))?`;
const opening = String.raw`[[【(\uFF08]`;
const closing = String.raw`[\]】)\uFF09]`;
const colon = String.raw`[:\uFF1A]`;

const bracketedTime = new RegExp(String.raw`^\s*${opening}${range}${closing}\s*`);
const bareTime = new RegExp(String.raw`^\s*${range}\s+(?=\S)`);
const tagAndTimeAlone = new RegExp(
  String.raw`^\s*(\S[^:\uFF1A]{0,23}?)\s*${opening}?(${clock})${closing}?\s*${colon}?\s*$`,
);
const tagAndTime = new RegExp(
  String.raw`^\s*([^\s:\uFF1A]{1,24}?)\s*${opening}(${clock})${closing}\s*${colon}\s*(.*)$`,
);

/** The lines that hold something, with the times that stand in them. */
export function dialogueLines(text: string): DialogueLine[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  return lines.filter((line) => line.trim() !== "").map(lineOf);
}

function lineOf(line: string): DialogueLine {
  const alone = tagAndTimeAlone.exec(line);
  if (alone?.[1] && isSpeakerLabel(alone[1])) return { words: `${alone[1]}:`, startMs: fromClock(alone[2] ?? "") };
  const tagged = tagAndTime.exec(line);
  if (tagged) return { words: `${tagged[1]}: ${tagged[3]}`, startMs: fromClock(tagged[2] ?? "") };
  const timed = bracketedTime.exec(line) ?? bareTime.exec(line);
  if (!timed) return { words: line.trim() };
  const [before, start, end] = timed;
  return { words: line.slice(before.length).trim(), startMs: fromClock(start ?? ""), endMs: fromClock(end ?? "") };
}

/** Whether a line begins with a tag that names a speaker by itself. */
export const isTagged = ({ words }: DialogueLine): boolean => isSpeakerLabel(splitLabel(words)?.label ?? "");

/** Lines before the first speaker are a heading; later lines without a speaker go on with the turn before them. */
export function dialogueOf(lines: readonly DialogueLine[]): { turns: Turn[]; header: string[] } {
  const labels = labelsOf(lines.map((line) => line.words));
  const header: string[] = [];
  const turns: Turn[] = [];
  for (const { words, startMs, endMs } of lines) {
    const found = splitLabel(words);
    const last = turns.at(-1);
    if (found && labels.has(found.label))
      turns.push(known({ ...speakerFields(found.label), startMs, endMs, text: found.text }));
    else if (!last) header.push(words);
    else last.text = last.text === "" ? words : `${last.text}\n${words}`;
  }
  return { turns, header };
}
