// Answers with bytes of something, the whole or the stretch that a player asks for (RFC 9110, section 14).
import type { Context } from "hono";
import type { ApiEnv } from "./api.ts";

export interface Bytes {
  readonly size: number;
  readonly mediaType: string;
  /** Changes when the bytes do. */
  readonly tag: string;
  readonly disposition: string;
  /** `to` is not included. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

type Wanted = { readonly from: number; readonly to: number } | "whole" | "unsatisfiable";

/** One range; several at once, or what is no range of bytes, is answered with the whole. */
export function wantedRange(header: string | undefined, size: number): Wanted {
  const [, first = "", last = ""] = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? "") ?? [];
  if (first === "" && last === "") return "whole";
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { from: size - length, to: size };
  }
  const from = Number(first);
  const to = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < from) return "whole";
  return from >= size ? "unsatisfiable" : { from, to };
}

export function answerBytes(context: Context<ApiEnv>, bytes: Bytes): Response {
  const { size, mediaType, tag, disposition } = bytes;
  const changed = ![undefined, `"${tag}"`].includes(context.req.header("if-range"));
  const wanted = wantedRange(changed ? undefined : context.req.header("range"), size);
  const headers = {
    "accept-ranges": "bytes",
    etag: `"${tag}"`,
    "cache-control": "private, no-store",
    "content-disposition": disposition,
    "content-type": mediaType,
  };
  if (wanted === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  }
  const { from, to } = wanted === "whole" ? { from: 0, to: size } : wanted;
  const body = context.req.method === "HEAD" ? null : ReadableStream.from(bytes.read(from, to));
  const length = { "content-length": String(to - from) };
  if (wanted === "whole") return new Response(body, { status: 200, headers: { ...headers, ...length } });
  const range = { "content-range": `bytes ${from}-${to - 1}/${size}` };
  return new Response(body, { status: 206, headers: { ...headers, ...length, ...range } });
}

/** A name that a browser saves a file under: no path, nothing that a header or a file system takes amiss. */
export function dispositionOf(kind: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^\p{L}\p{N}._ -]/gu, "_").replace(/^[. ]+/, "");
  const safe = [...plain].slice(0, 100).join("") || "file";
  const ascii = safe.replace(/[^\x20-\x7e]/g, "_");
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(safe)}`;
}
