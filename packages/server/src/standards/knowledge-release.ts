// What the judge is made of besides standards and questionnaires: this release, its meanings and its calendar. The same gives the
// same judgements, so a judgement keeps its name.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { signalFiles } from "@tingheng/knowledge";

/** @returns sixteen hex digits */
export function knowledgeRelease(release: string, data: string): string {
  const hash = createHash("sha256").update(release);
  for (const path of Object.values(signalFiles(data))) hash.update(existsSync(path) ? readFileSync(path) : "");
  return hash.digest("hex").slice(0, 16);
}
