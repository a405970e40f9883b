// Draws the import law: the `arrows` of .dependency-cruiser.mjs as the mermaid block of ARCHITECTURE.md.
// Run by itself it writes the block into the file.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

type Law = Readonly<Record<string, readonly string[]>>;

const checked: string = new URL("../.dependency-cruiser.mjs", import.meta.url).href;
const { arrows } = (await import(checked)) as { readonly arrows: Law };

export const architecture = fileURLToPath(new URL("../ARCHITECTURE.md", import.meta.url));

/** One arrow a line; a package that imports nothing stands alone. */
export function arrowsBlock(law: Law = arrows): string {
  const lines = Object.entries(law).flatMap(([from, to]) =>
    to.length === 0 ? [`  ${from}`] : to.map((one) => `  ${from} --> ${one}`),
  );
  return ["```mermaid", "graph TD", ...lines, "```"].join("\n");
}

/** The text with its one mermaid block drawn anew. */
export function withArrows(text: string): string {
  return text.replace(/```mermaid\n[\s\S]*?```/, () => arrowsBlock());
}

if (import.meta.main) writeFileSync(architecture, withArrows(readFileSync(architecture, "utf8")));
