// The proof that an entry of the log lies in a signed head, as JSON: made by the API, checked anywhere.
import type { KeyObject } from "node:crypto";
import { AppError } from "@tingheng/domain";
import { type AuditEntry, type AuditProof, parsePublicKey, proofFault, publicKeyText } from "@tingheng/store";
import { z } from "zod";
import { HeadLine, hex, shownHead } from "./audit-heads.ts";

const EntryJson = z.object({
  seq: z.int().positive(),
  at: z.iso.datetime().transform((text) => new Date(text)),
  actorKind: z.string(),
  actorId: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  // As it was hashed: its fields came in the order of the alphabet, and stay in it.
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).transform((all) => JSON.stringify(all)),
  previous: hex,
  hash: hex,
});

const ProofJson = z.object({ entry: EntryJson, head: HeadLine, beside: z.array(hex), publicKey: z.string() });

export function shownEntry({ at, details, previous, hash, ...entry }: AuditEntry) {
  return {
    ...entry,
    at: at.toISOString(),
    details: JSON.parse(details) as Record<string, string | number | boolean>,
    previous: Buffer.from(previous).toString("hex"),
    hash: Buffer.from(hash).toString("hex"),
  };
}

export function shownProof({ entry, head, beside }: AuditProof, publicKey: KeyObject) {
  return {
    entry: shownEntry(entry),
    head: shownHead(head),
    beside: beside.map((root) => Buffer.from(root).toString("hex")),
    publicKey: publicKeyText(publicKey),
  };
}

/**
 * @param publicKey kept elsewhere; without one the proof's own, which shows no more than that it fits itself
 * @throws AppError `input.malformed` where it is no proof
 */
export function checkProof(
  text: string,
  publicKey: string | undefined,
): { readonly seq: number; readonly size: number; readonly fault: ReturnType<typeof proofFault> } {
  const read = ProofJson.safeParse(jsonIn(text));
  if (!read.success) throw malformed("a proof", text);
  const { entry, head, beside, publicKey: own } = read.data;
  const key = parsePublicKey(publicKey ?? own);
  if (key === undefined) throw malformed("a public key of 32 bytes in base64", publicKey ?? own);
  return { seq: entry.seq, size: head.size, fault: proofFault({ entry, head, beside }, key) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function malformed(expected: string, found: string): AppError {
  return new AppError("input.malformed", { where: "audit proof", expected, found: found.slice(0, 80) });
}
