// What every command may use: the language of messages, where they go, and the exit codes.
import type { AppError, Language } from "@tingheng/domain";
import type { Sentence } from "./language.ts";

export interface Cli {
  readonly language: Language;
  say(sentence: Sentence): string;
  /** The sentence of an error, and what can be done about it on a command line. */
  explain(error: AppError): string;
  /** A line for the person, on standard error. */
  tell(line: string): void;
  /** Output, on standard output. */
  print(text: string): void;
}

/** 0 all well · 1 some inputs failed, the others were judged · 2 wrong use or nothing could be judged · 130 interrupted. */
export const exits = { ok: 0, someFailed: 1, nothing: 2, interrupted: 130 } as const;

const advice: Readonly<Partial<Record<AppError["code"], Sentence>>> = {
  "input.format-unknown": { zh: ",或用 --format 指明格式", en: ", or name its format with --format" },
};

export function cliIn(language: Language): Cli {
  return {
    language,
    say: (sentence) => sentence[language],
    explain: (error) => `${error.say(language)}${advice[error.code]?.[language] ?? ""}`,
    tell: (line) => process.stderr.write(`${line}\n`),
    print: (text) => process.stdout.write(text),
  };
}
