// The words of a vCon: text dialogs, and the bodies of transcript analyses in the shapes that are met.
import type { Turn } from "@tingheng/domain";
import { AppError, describe } from "@tingheng/domain";
import { z } from "zod";
import { dialogueLines, dialogueOf } from "../../dialogue-lines.ts";
import { isObject } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { speakerOf } from "../../roles.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { type LabelledWord, turnsFromWords } from "../../word-turns.ts";

/** Speaker fields for a label or the index of a party. */
export type Naming = (label: string | number | undefined) => Pick<Turn, "speaker" | "speakerLabel">;

const Line = z.looseObject({
  speaker: z.union([z.string(), z.int()]).nullish(),
  party: z.int().nullish(),
  role: z.string().nullish(),
  message: z.string().optional(),
  text: z.string().optional(),
  start: z.number().nonnegative().nullish(),
  end: z.number().nonnegative().nullish(),
});

const Lines = z.array(Line.refine((line) => line.message !== undefined || line.text !== undefined, "message or text"));

const Spoken = z.looseObject({
  words: z.array(
    z.looseObject({
      word: z.string(),
      punctuated_word: z.string().optional(),
      start: z.number().nonnegative(),
      end: z.number().nonnegative(),
      confidence: z.number().min(0).max(1).optional(),
      speaker: z.union([z.string(), z.int()]).optional(),
    }),
  ),
});

/**
 * Turns of a transcript body: `[{ speaker, message }]`, `{ segments | turns | utterances: […] }`, words with
 * speakers, or lines of text. Times in it are seconds from `offsetMs`.
 * @throws AppError `input.malformed` for any other shape
 */
export function turnsOfTranscript(body: unknown, offsetMs: number, naming: Naming, where: string): Turn[] {
  if (typeof body === "string") return turnsOfText(body, naming);
  const list = Lines.safeParse(listIn(body));
  if (list.success) return list.data.map((line) => turnOfLine(line, offsetMs, naming));
  const spoken = Spoken.safeParse(body);
  if (spoken.success) return turnsOfWords(spoken.data, offsetMs, naming);
  throw new AppError("input.malformed", {
    where,
    expected: "a transcript: [{ speaker, message }], { segments }, { words } or text",
    found: describe(body),
  });
}

function listIn(body: unknown): unknown {
  return isObject(body) ? (body.segments ?? body.turns ?? body.utterances ?? body.messages) : body;
}

function turnOfLine(
  { speaker, party, role, message, text, start, end, ...extra }: z.infer<typeof Line>,
  offsetMs: number,
  naming: Naming,
): Turn {
  const at = (seconds: number | null | undefined) => {
    const ms = fromSeconds(seconds);
    return ms === undefined ? undefined : ms + offsetMs;
  };
  return known({
    ...named(naming(party ?? speaker ?? undefined), role),
    startMs: at(start),
    endMs: at(end),
    text: (message ?? text ?? "").trim(),
    extra: knownOrNothing(extra),
  });
}

/** A role that is given beside the label has the last word. */
function named(fields: ReturnType<Naming>, role: string | null | undefined): ReturnType<Naming> {
  const speaker = speakerOf(role ?? undefined);
  return speaker === "unknown" ? fields : { ...fields, speaker };
}

function turnsOfWords({ words }: z.infer<typeof Spoken>, offsetMs: number, naming: Naming): Turn[] {
  const labelled = words.map(({ word, punctuated_word, start, end, confidence, speaker }): LabelledWord => {
    const times = {
      startMs: (fromSeconds(start) ?? 0) + offsetMs,
      endMs: (fromSeconds(end) ?? 0) + offsetMs,
      confidence,
    };
    return { text: punctuated_word ?? word, label: speaker, ...known(times) };
  });
  return turnsFromWords(labelled).map(({ speakerLabel, ...turn }) =>
    speakerLabel === undefined ? turn : { ...turn, ...naming(speakerLabel) },
  );
}

function turnsOfText(body: string, naming: Naming): Turn[] {
  const { turns, header } = dialogueOf(dialogueLines(body));
  const untagged = header.map((text): Turn => ({ speaker: "unknown", text }));
  return [
    ...untagged,
    ...turns.map(({ speaker, speakerLabel, ...turn }) => ({ ...turn, ...naming(speakerLabel ?? speaker) })),
  ];
}
