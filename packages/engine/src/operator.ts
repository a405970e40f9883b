// What an operator 检测算子 is: parameters as a schema, and a detector compiled from them.
// Forms, documentation and JSON Schema derive from the definition; its folder holds README, examples and test.
import type { CallRecord, Language } from "@tingheng/domain";
import type { z } from "zod";
import type { PhraseHit } from "./call/phrase-hits.ts";
import type { PreparedCall } from "./call/prepared-call.ts";
import type { Detection } from "./detection.ts";
import type { MeaningModel } from "./meanings/meaning-model.ts";
import type { ModelAnswer, ModelQuestion } from "./model/model-answers.ts";
import type { Nowhere } from "./presence.ts";
import type { By, Scope } from "./scope.ts";
import type { PhraseOptions } from "./text/phrase-set-builder.ts";

/** Looks into one scope of one call. Must be pure: the same call and scope give the same detection. */
export interface Detector {
  (call: PreparedCall, scope: Scope): Detection;
  /** Whether it finds nothing anywhere in this call, as far as that is known without looking. */
  readonly nowhere?: Nowhere;
}

/** A detector that knows calls in which it need not look; `detect` must be nobody else's. */
export function detectorWith(nowhere: Nowhere | undefined, detect: Detector): Detector {
  return nowhere === undefined ? detect : Object.assign(detect, { nowhere });
}

/** Phrases registered with the one automaton of all standards; read their hits per call. */
export interface RegisteredPhrases {
  /** Their number among all registered, which is also their bit in `PhraseHits.saidBits`. */
  readonly slot: number;
  /** Whether there are any hits; costs nothing. */
  said(call: PreparedCall): boolean;
  hits(call: PreparedCall): readonly PhraseHit[];
}

/** What an operator may use while it is compiled. */
export interface OperatorContext {
  /** Registers phrases (phrase grammar; `@name` stands for a list of the standard). */
  phrases(texts: readonly string[], options?: PhraseOptions): RegisteredPhrases;
  /** The entries of a phrase list, `@name` resolved; other entries are passed through. */
  resolve(texts: readonly string[]): readonly string[];
  meaning(id: string): MeaningModel;
  /** Tells that the standard would put this question to a language model. */
  question(question: ModelQuestion): void;
  readonly reliability: Reliability;
  readonly holidays: HolidayCalendar;
  readonly language: Language;
  /** Reports something wrong in the parameters that the schema can't see. */
  problem(expected: string, found: string): void;
}

/** How sure speaker and words must be to count, 0–1. Below: undetermined. */
export interface Reliability {
  readonly speaker: number;
  readonly words: number;
}

/** Days by name: `2026-10-01` → `国庆节`. */
export type HolidayCalendar = ReadonlyMap<string, string>;

export interface OperatorDefinition<S extends z.ZodType = z.ZodType> {
  /** The key under which an expression names it, e.g. `phrase`. */
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  /** One sentence: what it finds. */
  readonly summary: Readonly<Record<Language, string>>;
  readonly params: S;
  /** Whose turns it looks at when nothing is said; `agent` unless given. */
  readonly by?: By;
  readonly compile: (params: z.output<S>, context: OperatorContext) => Detector;
}

/** Keeps the parameter type of a definition while letting it stand in a list of all. */
export function defineOperator<S extends z.ZodType>(definition: OperatorDefinition<S>): OperatorDefinition {
  return definition as unknown as OperatorDefinition;
}

/** A worked example of an operator: parameters, a call, and what it must say of it. */
export interface OperatorExample {
  readonly title: string;
  readonly params: unknown;
  readonly by?: By;
  /** Lines `坐席: …` / `客户: …`, optionally `[start-end]` in seconds first; or a whole record. */
  readonly dialogue?: string;
  readonly call?: Partial<CallRecord>;
  /** Answers of a language model that were stored with the call. */
  readonly answers?: readonly ModelAnswer[];
  /** With accepted examples: the words or measure it must point at. */
  readonly evidence?: { readonly turn?: number; readonly text?: string; readonly value?: number | string | boolean };
}

export interface OperatorExamples {
  /** Found. */
  readonly accept: readonly OperatorExample[];
  /** Not found. */
  readonly reject: readonly OperatorExample[];
  /** Can't be told. */
  readonly unknown?: readonly OperatorExample[];
}
