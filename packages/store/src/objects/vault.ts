// The vault 密库 seals the key of each object under the master key, and names encrypted objects so that nobody without
// the master key can tell from a name which content it is.

import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import { AppError } from "@tingheng/domain";
import { deriveKey, keyFingerprint, type MasterKey } from "./master-key.ts";
import { type OwnKind, objectKey } from "./object-key.ts";
import type { ObjectKey } from "./object-store.ts";

/** What the seal in front of an encrypted object says: the key of its content and the size of that. */
export type Seal = { readonly dataKey: Uint8Array; readonly bytes: number };

export type Vault = {
  readonly fingerprint: string;
  /** The key under which content is stored; behind it those it may already have been stored under before a rotation. */
  keysFor(kind: OwnKind, sha256: string): readonly [ObjectKey, ...ObjectKey[]];
  /** The first bytes of the encrypted object. */
  seal(key: ObjectKey, seal: Seal, randomBytes: (count: number) => Uint8Array): Buffer;
  unseal(key: ObjectKey, head: Uint8Array): Seal;
};

const magic = Buffer.from("THSEAL1\n");
const fingerprintAt = magic.length;
const sizeAt = fingerprintAt + 8;
const nonceAt = sizeAt + 8;
const wrappedAt = nonceAt + 12;
const tagAt = wrappedAt + 32;
export const sealBytes = tagAt + 16;

/** `formerKeys` are read with, never written with: name the old key there while objects are being rewrapped. */
export function openVault(masterKey: MasterKey, formerKeys: readonly MasterKey[] = []): Vault {
  const current = ringEntry(masterKey);
  const ring = [current, ...formerKeys.map(ringEntry)];
  return {
    fingerprint: current.fingerprint,
    keysFor: (kind, sha256) => {
      const named = ({ nameKey }: RingEntry) => objectKey(kind, nameOf(nameKey, kind, sha256), true);
      return [named(current), ...ring.slice(1).map(named)];
    },
    seal: (key, seal, randomBytes) => sealed(current, key, seal, randomBytes),
    unseal: (key, head) => {
      const sealedWith = sealFingerprint(key, head);
      const entry = ring.find(({ fingerprint }) => fingerprint === sealedWith);
      if (entry !== undefined) return unsealed(entry, key, head);
      const given = ring.map(({ fingerprint }) => fingerprint).join(", ");
      throw new AppError("storage.master-key-wrong", { key, sealedWith, given });
    },
  };
}

/** The fingerprint of the master key under which an object is sealed. */
export function sealFingerprint(key: ObjectKey, head: Uint8Array): string {
  const isSeal = head.length === sealBytes && magic.equals(head.subarray(0, magic.length));
  if (!isSeal) throw new AppError("storage.damaged", { key, problem: "its seal is broken" });
  return Buffer.from(head.subarray(fingerprintAt, sizeAt)).toString("hex");
}

type RingEntry = { readonly fingerprint: string; readonly wrapKey: Buffer; readonly nameKey: Buffer };

function ringEntry(masterKey: MasterKey): RingEntry {
  return {
    fingerprint: keyFingerprint(masterKey),
    wrapKey: deriveKey(masterKey, "object keys"),
    nameKey: deriveKey(masterKey, "object names"),
  };
}

function nameOf(nameKey: Uint8Array, kind: OwnKind, sha256: string): string {
  return createHmac("sha256", nameKey).update(`${kind}/${sha256}`).digest("hex");
}

function sealed(entry: RingEntry, key: ObjectKey, seal: Seal, randomBytes: (count: number) => Uint8Array): Buffer {
  const head = Buffer.alloc(sealBytes);
  magic.copy(head);
  head.write(entry.fingerprint, fingerprintAt, "hex");
  head.writeBigUInt64BE(BigInt(seal.bytes), sizeAt);
  head.set(randomBytes(wrappedAt - nonceAt), nonceAt);
  const cipher = createCipheriv("aes-256-gcm", entry.wrapKey, head.subarray(nonceAt, wrappedAt));
  cipher.setAAD(boundTo(key, head));
  head.set(cipher.update(seal.dataKey), wrappedAt);
  cipher.final();
  head.set(cipher.getAuthTag(), tagAt);
  return head;
}

function unsealed(entry: RingEntry, key: ObjectKey, head: Uint8Array): Seal {
  const nonce = head.subarray(nonceAt, wrappedAt);
  const decipher = createDecipheriv("aes-256-gcm", entry.wrapKey, nonce, { authTagLength: sealBytes - tagAt });
  decipher.setAAD(boundTo(key, head)).setAuthTag(head.subarray(tagAt));
  try {
    const dataKey = Buffer.concat([decipher.update(head.subarray(wrappedAt, tagAt)), decipher.final()]);
    return { dataKey, bytes: Number(Buffer.from(head).readBigUInt64BE(sizeAt)) };
  } catch {
    throw new AppError("storage.damaged", { key, problem: "its seal is broken" });
  }
}

/** A seal holds for one name, one size and one master key. */
function boundTo(key: ObjectKey, head: Uint8Array): Buffer {
  return Buffer.concat([head.subarray(0, nonceAt), Buffer.from(key)]);
}
