// Checks requests as Amazon does: the signature (AWS Signature Version 4, header form) and the digests of the body.

import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export type SignedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

const authorizationShape =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/[^/]+\/s3\/aws4_request), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
const alwaysSigned = ["host", "x-amz-content-sha256", "x-amz-date"];

/** The S3 error code that such a request is answered with, or undefined for a good one. */
export function refusalOf(request: SignedRequest, accessKeyId: string, secretAccessKey: string): string | undefined {
  const { headers, body } = request;
  const [, keyId, scope = "", signedHeaders = "", signature] =
    authorizationShape.exec(headers.authorization ?? "") ?? [];
  if (signature === undefined) return "AccessDenied";
  if (keyId !== accessKeyId) return "InvalidAccessKeyId";
  const signed = signedHeaders.split(";");
  const unsigned = Object.keys(headers).filter((name) => name.startsWith("x-amz-") && !signed.includes(name));
  if (unsigned.length > 0 || !alwaysSigned.every((name) => signed.includes(name))) return "AccessDenied";
  if (signature !== signatureOf(request, scope, signed, secretAccessKey)) return "SignatureDoesNotMatch";

  const digest = createHash("sha256").update(body);
  const hex = digest.copy().digest("hex");
  const payload = headers["x-amz-content-sha256"];
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== hex) return "XAmzContentSHA256Mismatch";
  const checksum = headers["x-amz-checksum-sha256"];
  return checksum === undefined || checksum === digest.digest("base64") ? undefined : "BadDigest";
}

function signatureOf(request: SignedRequest, scope: string, signed: readonly string[], secret: string): string {
  const { method, url, headers } = request;
  const [path = "", query = ""] = url.split("?");
  const canonical = [
    method,
    path,
    query.split("&").filter(Boolean).map(withValue).sort().join("&"),
    ...signed.map((name) => `${name}:${String(headers[name] ?? "").trim()}`),
    "",
    signed.join(";"),
    headers["x-amz-content-sha256"],
  ].join("\n");
  const hashed = createHash("sha256").update(canonical).digest("hex");
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hashed].join("\n");
  const key = scope.split("/").reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  return hmac(key, toSign).toString("hex");
}

function withValue(parameter: string): string {
  return parameter.includes("=") ? parameter : `${parameter}=`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
