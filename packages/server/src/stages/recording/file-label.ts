// What is left of a file name that somebody else chose: a label to show and to read dates and numbers from, never a path to open.

const longestPart = 200;
const mostParts = 12;

/** Folder parts and name joined with `/`; undefined where nothing is left. */
export function labelOf(name: string): string | undefined {
  const parts = name
    .slice(0, 16_384)
    .normalize("NFC")
    .split(/[/\\]/)
    .map(cleanPart)
    .filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.slice(-mostParts).join("/");
}

/** The last part alone. */
export function fileLabelOf(name: string): string | undefined {
  return labelOf(name)?.split("/").at(-1);
}

/** Without what steers a terminal, a reader's eye or a file system; a part that only points elsewhere becomes nothing. */
function cleanPart(part: string): string {
  const shown = part
    .replace(/[\p{C}\u2028\u2029]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .trim()
    .replace(/[. ]+$/, "");
  return /^(\.*|[a-z]_)$/i.test(shown) ? "" : [...shown].slice(0, longestPart).join("");
}
