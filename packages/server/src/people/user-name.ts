// The name that is typed at a login: compared without case and width.
import { z } from "zod";

export function foldName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}

/** Letters of any script, digits, and what stands in mail addresses. */
export const UserName = z
  .string()
  .max(200)
  .transform(foldName)
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u, "2 to 64 letters, digits, or . _ @ -"));
