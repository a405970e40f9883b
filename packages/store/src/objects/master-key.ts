// The master key 主密钥: 32 random bytes that the operator keeps. Objects are never encrypted with it, only their own keys.

import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AppError } from "@tingheng/domain";

/** A key object of Node: it doesn't show its bytes when it is logged. */
export type MasterKey = KeyObject;

const keyBytes = 32;
const fewestDifferentBytes = 8;
const longestKeyFile = 4096;
const hex = /^[0-9a-f]{64}$/i;
const base64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** `where` says to the operator which setting or file the text is from; the text itself is never repeated. */
export function parseMasterKey(text: string, where: string): MasterKey {
  const trimmed = text.trim();
  const bytes = hex.test(trimmed)
    ? Buffer.from(trimmed, "hex")
    : Buffer.from(base64.test(trimmed) ? trimmed : "", "base64");
  if (bytes.length !== keyBytes) throw malformed(where, `${trimmed.length} characters of another shape`);
  if (new Set(bytes).size < fewestDifferentBytes) throw malformed(where, "bytes that repeat");
  return createSecretKey(bytes);
}

export async function readMasterKey(path: string): Promise<MasterKey> {
  const text = await readFile(path, "utf8").catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT") throw new AppError("input.not-found", { path });
    throw new AppError("input.unreadable", { path, problem: thrown.code ?? thrown.message });
  });
  if (text.length > longestKeyFile) throw malformed(path, `${text.length} characters`);
  return parseMasterKey(text, path);
}

/** A new key as the text that is kept in a file. */
export function createMasterKeyText(randomBytes: (count: number) => Uint8Array): string {
  return Buffer.from(randomBytes(keyBytes)).toString("base64");
}

/** 16 hex digits that tell keys apart and give nothing away. */
export function keyFingerprint(masterKey: MasterKey): string {
  return deriveKey(masterKey, "fingerprint").subarray(0, 8).toString("hex");
}

/** A key for one purpose, by HKDF-SHA-256 (RFC 5869). */
export function deriveKey(masterKey: MasterKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", masterKey, new Uint8Array(), `tingheng ${purpose} v1`, keyBytes));
}

function malformed(where: string, found: string): AppError {
  return new AppError("storage.master-key-malformed", { where, found });
}
