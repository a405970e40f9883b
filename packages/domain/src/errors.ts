// Every error a user can meet: a stable code, the status it means over HTTP, and one sentence in both languages.
// `{name}` in a sentence is filled from the error's details.

import { inChinese } from "./error-words.ts";
import { archiveErrors } from "./errors/archive-errors.ts";
import { auditErrors } from "./errors/audit-errors.ts";
import { fetchErrors } from "./errors/fetch-errors.ts";
import { inputErrors } from "./errors/input-errors.ts";
import { languageModelErrors } from "./errors/language-model-errors.ts";
import { peopleErrors } from "./errors/people-errors.ts";
import { requestErrors } from "./errors/request-errors.ts";
import { soundErrors } from "./errors/sound-errors.ts";
import { standardErrors } from "./errors/standard-errors.ts";
import { startErrors } from "./errors/start-errors.ts";
import { storageErrors } from "./errors/storage-errors.ts";
import { workErrors } from "./errors/work-errors.ts";

export const errorCatalogue = {
  ...inputErrors,
  ...soundErrors,
  ...fetchErrors,
  ...archiveErrors,
  ...languageModelErrors,
  ...startErrors,
  ...storageErrors,
  ...requestErrors,
  ...auditErrors,
  ...workErrors,
  ...standardErrors,
  ...peopleErrors,
} as const;

export type ErrorCode = keyof typeof errorCatalogue;
export type Language = "zh" | "en";

/** An expected failure with a stable code. `details` fills the sentence and travels with the error as data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, details: Readonly<Record<string, string>> = {}) {
    super(`${code}: ${sentence(code, details, "en")}`);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  /** The sentence for a person, in their language. */
  say(language: Language): string {
    return sentence(this.code, this.details, language);
  }
}

/** Details that are words, not names or numbers. */
const worded: ReadonlySet<string> = new Set(["expected", "found", "what"]);

function sentence(code: ErrorCode, details: Readonly<Record<string, string>>, language: Language): string {
  return errorCatalogue[code][language].replace(/\{(\w+)\}/g, (hole, name: string) => {
    const said = details[name] ?? hole;
    return language === "zh" && worded.has(name) ? inChinese(said) : said;
  });
}
