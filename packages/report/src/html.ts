// Text into HTML, safely.

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/** `61500` → `1:01.5` */
export function clock(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms % 60_000) / 1000;
  return `${minutes}:${seconds.toFixed(1).padStart(4, "0")}`;
}

/** A name that is safe as an id: letters and digits stay, everything else becomes its code. */
export function anchor(...parts: readonly (string | number)[]): string {
  return parts
    .map((part) => String(part).replace(/[^A-Za-z0-9]/gu, (letter) => `_${letter.codePointAt(0)?.toString(36)}`))
    .join("-");
}
