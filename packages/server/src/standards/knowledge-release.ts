// What the judge is made of besides standards: this release and the files of meanings, questionnaires and calendars. The same
// gives the same judgements, so a judgement keeps its name.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const parts = ["meanings", "questionnaires", "calendars"];

/** @returns sixteen hex digits */
export function knowledgeRelease(release: string, data: string): string {
  const hash = createHash("sha256").update(release);
  for (const path of parts.flatMap((part) => filesBelow(join(data, part))))
    hash.update(path.slice(data.length)).update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
