// Secrets that are given out once: made of 256 random bits, kept only as a hash, compared in constant time.
import { createHash, timingSafeEqual } from "node:crypto";
import type { Services } from "../services.ts";

export function newToken({ chance }: Pick<Services, "chance">): string {
  return Buffer.from(chance(new Uint8Array(32))).toString("base64url");
}

/** Enough for what has 80 random bits or more; passwords need `passwords.ts`. */
export function hashOf(...parts: readonly string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}

export function sameBytes(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
