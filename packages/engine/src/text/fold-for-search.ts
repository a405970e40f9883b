// A text as it is searched: simplified, half width, lower case, numbers in Arabic digits, without punctuation and blanks.
import { normaliseForNow } from "./normal-text.ts";

export function foldForSearch(source: string): string {
  return normaliseForNow(source).text;
}
