// A conversation written down as lines: the speaker's tag before the words, times before or behind the tag.
import type { Turn } from "@tingheng/domain";
import { known } from "./known-fields.ts";
import { speakerFields } from "./roles.ts";
import { isSpeakerLabel, labelsOf, splitLabel } from "./speaker-label.ts";
import { beijingOffset, fromClock, instantOf } from "./time-in-call.ts";

export type DialogueLine = {
  readonly words: string;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  /** A wall clock, as it was written. */
  readonly wallClock?: string | undefined;
};

const clock = String.raw`(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?`;
const range = String.raw`(${clock})(?:\s*(?:-->|[-–~—])\s*(${clock}))?`;
const opening = String.raw`[[【(\uFF08]`;
const closing = String.raw`[\]】)\uFF09]`;
const colon = String.raw`[:\uFF1A]`;

const wallClock = String.raw`\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;

const wallClockBefore = new RegExp(String.raw`^\s*${opening}?(${wallClock})${closing}?\s+(.+)$`);
const wallClockBehind = new RegExp(
  String.raw`^\s*(\S[^:\uFF1A]{0,23}?)\s*${opening}?(${wallClock})${closing}?\s*${colon}?\s*$`,
);
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
  const clocked = wallClockBefore.exec(line);
  if (clocked) return { words: clocked[2] ?? "", wallClock: clocked[1] };
  const behind = wallClockBehind.exec(line);
  if (behind) return { words: `${behind[1]}:`, wallClock: behind[2] };
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

export type Dialogue = {
  readonly turns: Turn[];
  /** Lines before the first speaker. */
  readonly header: string[];
  /** The wall clock of the first turn, where all turns have one: their times count from it. */
  readonly startedAt: string | undefined;
};

/** A line without a speaker goes on with the turn before it. */
export function dialogueOf(lines: readonly DialogueLine[], utcOffset = beijingOffset): Dialogue {
  const labels = labelsOf(lines.map((line) => line.words));
  const header: string[] = [];
  const spoken: { turn: Turn; instant: string | undefined }[] = [];
  for (const { words, startMs, endMs, wallClock: clockText } of lines) {
    const found = splitLabel(words);
    const last = spoken.at(-1)?.turn;
    if (found && labels.has(found.label)) {
      const turn = known({ ...speakerFields(found.label), startMs, endMs, text: found.text });
      spoken.push({ turn, instant: clockText === undefined ? undefined : instantOf(clockText, utcOffset) });
    } else if (!last) header.push(clockText === undefined ? words : `${clockText} ${words}`);
    else last.text = last.text === "" ? words : `${last.text}\n${words}`;
  }
  const startedAt = spoken.every(({ instant }) => instant) ? spoken[0]?.instant : undefined;
  return { turns: spoken.map(({ turn, instant }) => timedFrom(startedAt, turn, instant)), header, startedAt };
}

function timedFrom(startedAt: string | undefined, turn: Turn, instant: string | undefined): Turn {
  if (!instant) return turn;
  const startMs = startedAt === undefined ? -1 : Date.parse(instant) - Date.parse(startedAt);
  return startMs < 0 ? { ...turn, extra: { instant } } : { ...turn, startMs };
}
