// The files under meanings/ → what each meaning learns from: its own examples, its look-alikes, ordinary turns, and the
// examples of meanings that can't hold of the same turn.
import { z } from "zod";
import { SourceDocument, type SourceFile } from "../standard/read-standard.ts";
import { normalise } from "../text/normal-text.ts";
import { featuresOf } from "./features.ts";
import type { Example } from "./learn.ts";
import { type WordClasses, WordsFile } from "./word-classes.ts";

const side = z.enum(["agent", "customer"]);
const said = z.union([
  z
    .string()
    .min(1)
    .transform((text) => ({ text })),
  z.strictObject({ text: z.string().min(1), before: z.string().optional(), except: z.array(z.string()).optional() }),
]);

const both = z.strictObject({ zh: z.string(), en: z.string() });

const MeaningFile = z.strictObject({
  id: z.string(),
  speaker: side,
  title: both,
  about: both,
  is: z.array(said).min(1),
  not: z.array(said).min(1),
});
const OrdinaryFile = z.strictObject({
  id: z.string(),
  speaker: side,
  title: both.optional(),
  about: both.optional(),
  ordinary: z.array(said),
});
const RelatedFile = z.strictObject({ groups: z.array(z.array(z.string())) });

export type Meaning = z.output<typeof MeaningFile>;
type Said = {
  readonly text: string;
  readonly before?: string | undefined;
  readonly except?: readonly string[] | undefined;
};

export interface Lessons {
  readonly meanings: readonly Meaning[];
  readonly ordinary: Readonly<Record<"agent" | "customer", readonly Said[]>>;
  readonly words: WordsFile;
  related(one: string, other: string): boolean;
}

/** Where an example came from, for reports and for cross-validation. */
export interface Lesson extends Example {
  readonly from: "is" | "not" | "ordinary" | "other";
  readonly text: string;
  readonly before: string | undefined;
}

/** @throws AppError `standard.invalid` with file and line of what is wrong */
export function readLessons(files: readonly SourceFile[]): Lessons {
  const meanings: Meaning[] = [];
  const ordinary: Record<"agent" | "customer", Said[]> = { agent: [], customer: [] };
  let groups: readonly (readonly string[])[] = [];
  let words: WordsFile = { classes: {} };
  for (const file of files) {
    const document = new SourceDocument(file);
    document.throwProblems();
    const value = document.value as Record<string, unknown>;
    if ("groups" in value) groups = parse(RelatedFile, document).groups;
    else if ("classes" in value) words = parse(WordsFile, document);
    else if ("ordinary" in value) {
      const { speaker, ordinary: turns } = parse(OrdinaryFile, document);
      ordinary[speaker].push(...turns);
    } else meanings.push(parse(MeaningFile, document));
  }
  const related = (one: string, other: string) => groups.some((group) => group.includes(one) && group.includes(other));
  return { meanings: meanings.sort((a, b) => (a.id < b.id ? -1 : 1)), ordinary, words, related };
}

function parse<S extends z.ZodType>(schema: S, document: SourceDocument): z.output<S> {
  const result = schema.safeParse(document.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) document.issue(issue.path, issue, document.value);
  document.throwProblems();
  throw result.error;
}

const weights = { is: 2, not: 1, ordinary: 0.5, other: 0.35 } as const;

/** Everything that teaches one meaning. */
export function lessonsFor(meaning: Meaning, { meanings, ordinary, related }: Lessons, words: WordClasses): Lesson[] {
  const lesson = (one: Said, from: Lesson["from"]) => lessonOf(one, from, words);
  const others = meanings.filter(
    ({ id, speaker }) => id !== meaning.id && speaker === meaning.speaker && !related(id, meaning.id),
  );
  const plain = ordinary[meaning.speaker].filter(({ except }) => except?.includes(meaning.id) !== true);
  return [
    ...meaning.is.map((one) => lesson(one, "is")),
    ...meaning.not.map((one) => lesson(one, "not")),
    ...plain.map((one) => lesson(one, "ordinary")),
    ...others.flatMap((other) => other.is.map((one) => lesson(one, "other"))),
  ];
}

function lessonOf(one: Said, from: Lesson["from"], words: WordClasses): Lesson {
  const text = normalise(one.text);
  const before = one.before === undefined ? undefined : normalise(one.before);
  return {
    features: featuresOf(text, { from: 0, to: text.length }, before, words),
    is: from === "is",
    weight: weights[from],
    from,
    text: one.text,
    before: one.before,
  };
}
