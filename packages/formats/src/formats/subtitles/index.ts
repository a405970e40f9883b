// Subtitles with speaker tags: SRT, and WebVTT with `<v Name>`. One file is one call, one cue one turn.
import { AppError, type Turn } from "@tingheng/domain";
import type { Format } from "../../format.ts";
import { callOf } from "../../json-format.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { speakerFields } from "../../roles.ts";
import { labelsOf, splitLabel } from "../../speaker-label.ts";
import { fromClock } from "../../time-in-call.ts";

const arrow = /^\s*(\S+)\s+-->\s+(\S+)(?:\s+(\S.*))?$/;

export const subtitles: Format = {
  id: "subtitles",
  title: { zh: "字幕 SRT / WebVTT", en: "Subtitles SRT / WebVTT" },
  extensions: [".srt", ".vtt"],
  detect: (sample) => {
    if (sample.kind !== "text") return 0;
    if (/^\s*WEBVTT(\s|$)/.test(sample.text)) return 1;
    return /^\s*(\d+\s*\r?\n)?\s*[\d:]+[.,]\d{1,3}\s+-->\s+[\d:]+[.,]\d{1,3}/.test(sample.text) ? 1 : 0;
  },
  async *read(source) {
    const where = source.name;
    const cues = cuesOf(await source.text(), where);
    const labels = labelsOf(cues.turns.map((cue) => cue.text));
    const turns = cues.turns.flatMap((cue) => spokenBy(cue, labels));
    const id = source.name.replace(/^.*[\\/]/, "").replace(/(?<=.)\.[^.]*$/, "");
    const extra = cues.notes.length > 0 ? { notes: cues.notes } : undefined;
    yield { ok: true, call: callOf({ turns, extra }, { id, source: "subtitles" }, where), where };
  },
};

type Cue = {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly extra?: Record<string, unknown> | undefined;
};

function cuesOf(text: string, where: string): { turns: Cue[]; notes: string[] } {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const turns: Cue[] = [];
  const notes: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = lines.findIndex((line, index) => index >= at && line.trim() === "");
    const block = lines.slice(at, end < 0 ? lines.length : end);
    if (/^(WEBVTT|NOTE|STYLE|REGION)(\s|$)/.test(block[0] ?? "")) {
      if (block.join("") !== "WEBVTT") notes.push(block.join("\n"));
    } else if (block.length > 0) turns.push(cueOf(block, at + 1, where));
    at = end < 0 ? lines.length : end + 1;
  }
  if (turns.length === 0) throw malformedCue(where, 1, "a cue with its times", lines[0] ?? "");
  return { turns, notes };
}

/** @param line the number of the block's first line, from 1 */
function cueOf(block: readonly string[], line: number, where: string): Cue {
  const timing = block.findIndex((one) => one.includes("-->"));
  const parts = arrow.exec(block[timing] ?? "");
  if (timing < 0 || timing > 1 || !parts)
    throw malformedCue(
      where,
      line + Math.max(0, timing),
      "00:00:00,000 --> 00:00:00,000",
      block[Math.max(0, timing)] ?? "",
    );
  const [, start = "", end = "", settings] = parts;
  const startMs = fromClock(start);
  const endMs = fromClock(end);
  if (startMs === undefined || endMs === undefined || endMs < startMs)
    throw malformedCue(where, line + timing, "two times in order", block[timing] ?? "");
  const name = timing === 1 && !/^\d+$/.test(block[0]?.trim() ?? "") ? block[0] : undefined;
  return { startMs, endMs, text: block.slice(timing + 1).join("\n"), extra: knownOrNothing({ cue: name, settings }) };
}

const voice = /<v(?:\.[^\s>]*)?\s+([^>]+)>/g;

/** A cue with several voices is several turns at the same time, as nobody knows where one ends. */
function spokenBy({ text, ...cue }: Cue, labels: ReadonlySet<string>): Turn[] {
  const voices = [...text.matchAll(voice)];
  const first = voices[0];
  if (!first) {
    const found = splitLabel(plain(text));
    if (found && labels.has(found.label)) return [known({ ...speakerFields(found.label), ...cue, text: found.text })];
    return [known({ speaker: "unknown" as const, ...cue, text: plain(text) })];
  }
  const unvoiced = plain(text.slice(0, first.index));
  const before: Turn[] = unvoiced === "" ? [] : [known({ speaker: "unknown" as const, ...cue, text: unvoiced })];
  const spoken = voices.map((match, index) => {
    const said = text.slice(match.index + match[0].length, voices[index + 1]?.index ?? text.length);
    return known({ ...speakerFields(match[1]?.trim()), ...cue, text: plain(said) });
  });
  return [...before, ...spoken];
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", nbsp: " ", lrm: "", rlm: "" };

const plain = (text: string): string =>
  text
    .replace(/<\/?[a-z0-9.:]+(?:\s[^>]*)?>/gi, "")
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .trim();

function malformedCue(where: string, line: number, expected: string, found: string): AppError {
  return new AppError("input.malformed", {
    where: `${where}:${line}`,
    expected,
    found: JSON.stringify(found.slice(0, 60)),
  });
}
