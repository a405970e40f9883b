// The speaker's tag before what is said, as people and subtitle files write it: `坐席:…`, `[SPEAKER_01]: …`, `张三 00:12`.
import { speakerOf } from "./roles.ts";

export type Labelled = { readonly label: string; readonly text: string };

const generic = /^(?:[A-Za-z]|spk[ _-]?\d+|s\d+|(?:speaker|channel|说话人|发言人|讲话人|声道)[ _-]?[A-Za-z0-9]+)$/i;

/** A label that names a speaker by itself, in any file: a role, `A`, `Speaker 1`, `说话人2`. */
export const isSpeakerLabel = (label: string): boolean => speakerOf(label) !== "unknown" || generic.test(label.trim());

// Full-width marks stand as escapes, since editors and keyboards turn them into their half-width twins unseen.
const colon = String.raw`[:\uFF1A]`;
const opening = String.raw`[[【(\uFF08<]`;
const closing = String.raw`[\]】)\uFF09>]`;
const plainStart = String.raw`[^\s:\uFF1A,\uFF0C。.!\uFF01?\uFF1F;\uFF1B"“”]`;
const plainMore = String.raw`[^:\uFF1A,\uFF0C。.!\uFF01?\uFF1F;\uFF1B"“”]`;

const tag = new RegExp(
  String.raw`^\s*(?:${opening}(?<bracketed>[^\]】)\uFF09>]{1,24})${closing}\s*${colon}?|(?<plain>${plainStart}${plainMore}{0,23}?)(?:\s*${colon}|\t))\s*(?<text>.*)$`,
  "s",
);

/** Splits a line into label and words where its beginning looks like a label; whether it is one, the caller decides. */
export function splitLabel(line: string): (Labelled & { readonly bracketed: boolean }) | undefined {
  const groups = tag.exec(line)?.groups;
  if (!groups) return undefined;
  const { bracketed, plain, text = "" } = groups;
  const label = (bracketed ?? plain ?? "").trim();
  return { label, text: text.trim(), bracketed: bracketed !== undefined };
}

/** The labels of a file: those that name a speaker by themselves, and names before a colon that come back. */
export function labelsOf(lines: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const found = splitLabel(line);
    if (!found) continue;
    const weight = isSpeakerLabel(found.label) ? 2 : found.bracketed ? 0 : 1;
    counts.set(found.label, (counts.get(found.label) ?? 0) + weight);
  }
  return new Set([...counts].filter(([label, count]) => count >= 2 && !/^\d+$/.test(label)).map(([label]) => label));
}
