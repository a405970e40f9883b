// Heads of the log outside the database: one line of JSON each in a file, only ever appended to, so that an end that is cut off
// together with its heads is found.
import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "@tingheng/domain";
import type { AuditHead } from "@tingheng/store";
import { z } from "zod";

export const hex = z
  .string()
  .regex(/^([0-9a-f]{2})+$/)
  .transform((text) => Buffer.from(text, "hex"));
export const HeadLine = z.object({
  size: z.int().positive(),
  at: z.iso.datetime().transform((text) => new Date(text)),
  root: hex,
  tip: hex,
  signature: hex,
});

/** What the key that signs heads is derived for. */
export const headPurpose = "audit heads";

function headsFile(folder: string): string {
  return join(folder, "audit-heads.log");
}

/** A head as text: what a line of the file and the API's answer hold. */
export function shownHead({ size, at, root, tip, signature }: AuditHead) {
  return { size, at: at.toISOString(), root: text(root), tip: text(tip), signature: text(signature) };
}

/** Returns when the line would survive a power cut. */
export function keepHead(folder: string, head: AuditHead): void {
  const path = headsFile(folder);
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "a", 0o600);
  try {
    appendFileSync(file, `${JSON.stringify(shownHead(head))}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * The heads of the file; none where there is no file. A last line that a power cut left half written is passed over.
 * @throws AppError `input.malformed` for any other line that is no head
 */
export function readHeads(folder: string): AuditHead[] {
  const path = headsFile(folder);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  const halfWritten = lines.pop() !== "";
  if (halfWritten) lines.pop();
  return lines.map((line, index) => {
    const head = HeadLine.safeParse(parsed(line));
    if (!head.success)
      throw new AppError("input.malformed", {
        where: `${path}:${index + 1}`,
        expected: "a head",
        found: line.slice(0, 80),
      });
    return head.data;
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
