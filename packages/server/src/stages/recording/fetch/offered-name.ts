// What a server calls the recording it sends: a label for people, never a path.
import { fileLabelOf } from "../file-label.ts";

/** From `Content-Disposition` (RFC 6266), else from the end of the URL. */
export function offeredName(disposition: string | undefined, url: URL): string | undefined {
  const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition ?? "")?.[1];
  const quoted = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition ?? "");
  const plain = quoted?.[1]?.replace(/\\(.)/g, "$1") ?? quoted?.[2];
  const named = encoded === undefined ? asUtf8(plain) : decoded(encoded);
  return fileLabelOf(named ?? "") ?? fileLabelOf(decoded(url.pathname.split("/").at(-1) ?? ""));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Headers come as Latin-1; servers write UTF-8 into them all the same. */
function asUtf8(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, "latin1");
  const read = bytes.toString("utf8");
  return read.includes("\ufffd") ? text : read;
}
