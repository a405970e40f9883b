// The language of messages: --lang, else the locale of the environment.
import type { Language } from "@tingheng/domain";

/** Chinese where the locale begins with zh, else English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>, wanted?: string): Language {
  if (wanted === "zh" || wanted === "en") return wanted;
  const locale =
    environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** A sentence in both languages. */
export type Sentence = Readonly<Record<Language, string>>;
