// The second factor 第二因素: codes of an authenticator (TOTP, RFC 6238), each taken once, and recovery codes for its loss.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { confirmFactor, type Runner, type User, useFactorStep, useRecoveryCode } from "@tingheng/store";
import { Secret, TOTP } from "otpauth";
import type { Services } from "../services.ts";
import { hashOf } from "./tokens.ts";

const periodSeconds = 30;
/** What the key is for that encrypts secrets. */
const sealing = "second factors";
const recoveryCodeCount = 10;
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

export interface OfferedFactor {
  /** For the authenticator, as text and as an address that is shown as a picture. */
  readonly secret: string;
  readonly address: string;
  readonly sealed: Buffer;
}

export function newFactor({ chance, keyFor }: Services, user: User): OfferedFactor {
  const secret = new Secret({ buffer: chance(new Uint8Array(20)).slice().buffer });
  const nonce = chance(new Uint8Array(12));
  const cipher = createCipheriv("aes-256-gcm", keyFor(sealing), nonce).setAAD(Buffer.from(user.id));
  const sealed = Buffer.concat([nonce, cipher.update(secret.bytes), cipher.final(), cipher.getAuthTag()]);
  return { secret: secret.base32, address: totp(secret, user.name).toString(), sealed };
}

/** A code of six digits, or a recovery code; neither is taken twice. */
export interface GivenCode {
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

/** Whether the code is right and new; marks it as used. */
export async function takeCode(services: Services, runner: Runner, user: User, given: GivenCode): Promise<boolean> {
  if (given.recoveryCode !== undefined)
    return useRecoveryCode(runner, user.id, recoveryHash(user.id, given.recoveryCode));
  if (given.code === undefined || user.factorSecret === undefined) return false;
  const timestamp = services.now().getTime();
  const secret = opened(services, user.id, user.factorSecret);
  const delta = totp(secret, user.name).validate({ token: given.code, timestamp, window: 1 });
  return delta !== null && useFactorStep(runner, user.id, Math.floor(timestamp / (periodSeconds * 1_000)) + delta);
}

/** From now on the factor is asked for. @returns the recovery codes, which are kept only as hashes */
export async function finishFactor({ chance, now }: Services, runner: Runner, user: User): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => recoveryCode(chance(new Uint8Array(16))));
  await confirmFactor(
    runner,
    user.id,
    codes.map((code) => recoveryHash(user.id, code)),
    now(),
  );
  return codes;
}

function totp(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: "Tingheng", label, secret, period: periodSeconds, digits: 6, algorithm: "SHA1" });
}

/** 80 random bits in four groups. */
function recoveryCode(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => digits[byte % 32]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}

function recoveryHash(userId: string, code: string): Buffer {
  return hashOf("recovery", userId, code.toLowerCase().replace(/[^0-9a-z]/g, ""));
}

function opened({ keyFor }: Services, userId: string, sealed: Buffer): Secret {
  const decipher = createDecipheriv("aes-256-gcm", keyFor(sealing), sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(userId)).setAuthTag(sealed.subarray(-16));
  const bytes = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
