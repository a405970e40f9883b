// The inline content of a vCon object: plain, JSON as text, or base64url.

export function contentOf({ body, encoding }: { body?: unknown; encoding?: string | null | undefined }): unknown {
  if (typeof body !== "string") return body;
  if (encoding === "base64url") return parsedOrText(decodedOrText(body));
  return encoding === "json" || /^\s*[[{]/.test(body) ? parsedOrText(body) : body;
}

export function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}

/** A body that is not what it says stays as it came. */
function decodedOrText(text: string): string {
  try {
    return fromBase64Url(text);
  } catch {
    return text;
  }
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
