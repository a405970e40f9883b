// The bytes of a side-car file → its text, in whichever charset it was written.
import { AppError } from "@tingheng/domain";
import { decode } from "@tingheng/formats";

const maxBytes = 256 * 1024 * 1024;

export function textOfSideFile(bytes: Uint8Array, name: string): string | AppError {
  if (bytes.length > maxBytes)
    return new AppError("input.malformed", {
      where: name,
      expected: `≤ ${maxBytes} bytes`,
      found: String(bytes.length),
    });
  const text = bytes.includes(0) && !startsAsUtf16(bytes) ? undefined : decode(bytes);
  if (text !== undefined) return text;
  const expected = "text in UTF-8, UTF-16 or GB18030";
  return new AppError("input.malformed", { where: name, expected, found: "bytes that are none of them" });
}

const startsAsUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
