// One link of the log's chain 哈希链: h_n = SHA-256(0x01 ‖ h_{n-1} ‖ canonical JSON of the entry), beginning with 32 zero bytes.
import { hash as digest } from "node:crypto";

export interface AuditDeed {
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** An entry as it lies in the log. `details` is canonical JSON. */
export interface AuditEntry extends Omit<AuditDeed, "details"> {
  /** From 1, without a gap. */
  readonly seq: number;
  readonly details: string;
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
}

/** What the first entry follows. */
export const beginning: Uint8Array = new Uint8Array(32);

const linkMark = Uint8Array.of(0x01);

/** The fields in alphabetical order, without blanks; parted where the number of the entry stands. */
export function canonicalAround(deed: Omit<AuditEntry, "seq" | "previous" | "hash">): readonly [string, string] {
  const { action, actorId, actorKind, at, details, subjectId, subjectKind } = deed;
  const text = JSON.stringify;
  return [
    `{"action":${text(action)},"actorId":${text(actorId)},"actorKind":${text(actorKind)},"at":"${at.toISOString()}",` +
      `"details":${details},"seq":`,
    `,"subjectId":${text(subjectId)},"subjectKind":${text(subjectKind)}}`,
  ];
}

export function canonicalDetails(details: AuditDeed["details"]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** What the hash of an entry has to be. */
export function linkHash(entry: Omit<AuditEntry, "hash">): Buffer {
  const [before, after] = canonicalAround(entry);
  const written = Buffer.from(`${before}${entry.seq}${after}`, "utf8");
  return digest("sha256", Buffer.concat([linkMark, entry.previous, written]), "buffer");
}
