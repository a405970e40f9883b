// Text that a person reads, in one language or in both.
import { z } from "zod";
import type { Language } from "./errors.ts";

export const Text = z.union([z.string().min(1), z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })]);
export type Text = z.infer<typeof Text>;

/** The text in a language; a text in one language stands for both. */
export function inLanguage(text: Text, language: Language): string {
  return typeof text === "string" ? text : text[language];
}
