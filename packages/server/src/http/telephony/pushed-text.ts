// The text of a telephone system's records as they are pushed: the body itself, or the form that FreeSWITCH posts.
import { AppError } from "@tingheng/domain";

/** mod_xml_cdr and mod_json_cdr send `cdr=` and the record: URL-encoded, in base64, or as it is. */
export function pushedBytes(body: Uint8Array<ArrayBuffer>, contentType: string): Uint8Array<ArrayBuffer> {
  const isForm = /^application\/x-www-form/i.test(contentType);
  if (!isForm) return body;
  const text = new TextDecoder("utf-8").decode(body);
  if (!text.startsWith("cdr=")) {
    throw new AppError("request.invalid", { where: "body", expected: "cdr=…", found: text.slice(0, 40) });
  }
  const value = text.slice("cdr=".length);
  if (/base64/i.test(contentType)) return Uint8Array.from(Buffer.from(urlDecoded(value), "base64"));
  return new TextEncoder().encode(/plaintext/i.test(contentType) ? value : urlDecoded(value.split("&", 1)[0] ?? ""));
}

function urlDecoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", "%20"));
  } catch {
    throw new AppError("request.invalid", { where: "body", expected: "a URL-encoded form", found: value.slice(0, 40) });
  }
}
