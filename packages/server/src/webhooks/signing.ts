// Secrets of receivers and the signatures made with them, by the Standard Webhooks rules: HMAC-SHA256 over id, time and body.
import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import type { WebhookEndpoint } from "@tingheng/store";
import type { Services } from "../services.ts";

/** What the key is for that encrypts secrets. */
const sealing = "webhook secrets";
const prefix = "whsec_";
const secretBytes = 24;
const nonceBytes = 12;
const tagBytes = 16;

/** @returns the secret as its receiver is told it */
export function newSecret(chance: Services["chance"]): string {
  return prefix + Buffer.from(chance(new Uint8Array(secretBytes))).toString("base64");
}

/** @param endpointId a secret opens only for the receiver that it was sealed for */
export function sealSecret({ chance, keyFor }: Services, endpointId: string, secret: string): Buffer {
  const nonce = chance(new Uint8Array(nonceBytes));
  const cipher = createCipheriv("aes-256-gcm", keyFor(sealing), nonce).setAAD(Buffer.from(endpointId));
  return Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

function openSecret({ keyFor }: Services, endpointId: string, sealed: Buffer): string {
  const cipher = createDecipheriv("aes-256-gcm", keyFor(sealing), sealed.subarray(0, nonceBytes));
  cipher.setAAD(Buffer.from(endpointId)).setAuthTag(sealed.subarray(-tagBytes));
  return cipher.update(sealed.subarray(nonceBytes, -tagBytes), undefined, "utf8") + cipher.final("utf8");
}

/** The headers of one try; while a secret is being changed, both sign. */
export function signedHeaders(
  services: Services,
  endpoint: WebhookEndpoint,
  id: string,
  body: string,
): Record<string, string> {
  const now = services.now();
  const { secret, formerSecret, formerUntil } = endpoint;
  const both = formerSecret !== undefined && formerUntil !== undefined && now < formerUntil;
  const seconds = String(Math.floor(now.getTime() / 1_000));
  const signatures = (both ? [secret, formerSecret] : [secret]).map((sealed) => {
    const key = Buffer.from(openSecret(services, endpoint.id, sealed).slice(prefix.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": signatures.join(" ") };
}
