// A head of the log 签名树头: how long it was at a moment, the root of its tree and its last link, signed with Ed25519. Whoever keeps a
// head outside the database can show later that what stood before it was changed or cut off.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

export interface AuditHead {
  readonly size: number;
  readonly at: Date;
  readonly root: Uint8Array;
  /** Hash of the last entry. */
  readonly tip: Uint8Array;
  readonly signature: Uint8Array;
}

/** What comes before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410). */
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** @param seed 32 bytes that only this installation knows */
export function headKeyFrom(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: "der", type: "pkcs8" });
}

/** The public half as text that a person may write down: 44 characters of base64. */
export function publicKeyText(key: KeyObject): string {
  const half = key.type === "private" ? createPublicKey(key) : key;
  return half.export({ format: "der", type: "spki" }).subarray(publicPrefix.length).toString("base64");
}

/** @returns undefined where the text is no such key */
export function parsePublicKey(text: string): KeyObject | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== 32) return undefined;
  return createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: "der", type: "spki" });
}

export function signHead(head: Omit<AuditHead, "signature">, key: KeyObject): AuditHead {
  return { ...head, signature: sign(null, signedText(head), key) };
}

export function isSigned(head: AuditHead, publicKey: KeyObject): boolean {
  return verify(null, signedText(head), publicKey, head.signature);
}

function signedText({ at, root, size, tip }: Omit<AuditHead, "signature">): Buffer {
  return Buffer.from(
    JSON.stringify({ at: at.toISOString(), root: hex(root), size, tip: hex(tip), what: "tingheng audit head" }),
  );
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
