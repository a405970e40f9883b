// The language of messages: --lang, else the locale of the environment.
import type { Language } from "@tingheng/domain";

/** Chinese where the locale begins with zh, else English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>, wanted?: string): Language {
  if (wanted === "zh" || wanted === "en") return wanted;
  const locale =
    environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** What `--lang en` or `--lang=en` among the arguments says; asked before they are parsed, for what parsing says. */
export function wantedIn(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((argument) => argument === "--lang" || argument.startsWith("--lang="));
  return argv[at]?.split("=")[1] ?? (at < 0 ? undefined : argv[at + 1]);
}

/** A sentence in both languages. */
export type Sentence = Readonly<Record<Language, string>>;
