// What PostgreSQL can't keep as text: the NUL character, and bytes that are no UTF-8.

/** character_not_in_repertoire, untranslatable_character */
const codes = new Set(["22021", "22P05"]);

/** Whether a query failed for what somebody wrote, not for what the program did. */
export function isRefusedText(error: unknown): boolean {
  return error instanceof Error && "code" in error && codes.has(String(error.code));
}
