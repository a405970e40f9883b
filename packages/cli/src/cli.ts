// What every command may use: the language of messages, where they go, and the exit codes.
import type { Language } from "@tingheng/domain";
import type { Sentence } from "./language.ts";

export interface Cli {
  readonly language: Language;
  say(sentence: Sentence): string;
  /** A line for the person, on standard error. */
  tell(line: string): void;
  /** Output, on standard output. */
  print(text: string): void;
}

/** 0 all well · 1 some inputs failed, the others were judged · 2 wrong use or nothing could be judged · 130 interrupted. */
export const exits = { ok: 0, someFailed: 1, nothing: 2, interrupted: 130 } as const;

export function cliIn(language: Language): Cli {
  return {
    language,
    say: (sentence) => sentence[language],
    tell: (line) => process.stderr.write(`${line}\n`),
    print: (text) => process.stdout.write(text),
  };
}
