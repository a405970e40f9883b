// Which characters bytes stand for: UTF-8 with or without BOM, UTF-16, and GB18030 (which holds GBK and GB2312).

export type Charset = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/** Judges by BOM, then by the pattern of zero bytes, then by whether the bytes are valid UTF-8. */
export function detectCharset(head: Uint8Array): Charset {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 20 && odd > even * 4) return "utf-16le";
  if (even > head.length / 20 && even > odd * 4) return "utf-16be";
  return decodes("utf-8", head) ? "utf-8" : "gb18030";
}

/** The text of complete bytes, or undefined where they are in no charset known here. A BOM is left out. */
export function decode(bytes: Uint8Array, charset = detectCharset(bytes)): string | undefined {
  const order: readonly Charset[] = charset === "utf-8" ? ["utf-8", "gb18030"] : [charset];
  for (const name of order) {
    try {
      return decoderOf(name).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return undefined;
}

/** As much of a beginning as can be read; a character cut in two at its end is left out. */
export function decodeHead(head: Uint8Array, charset = detectCharset(head)): string {
  return new TextDecoder(charset).decode(head, { stream: true });
}

function decodes(charset: Charset, head: Uint8Array): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const decoders = new Map<Charset, InstanceType<typeof TextDecoder>>();

function decoderOf(charset: Charset): InstanceType<typeof TextDecoder> {
  const decoder = decoders.get(charset) ?? new TextDecoder(charset, { fatal: true });
  decoders.set(charset, decoder);
  return decoder;
}
