// A command line as its words: blanks part them, quotes keep them together; nothing is expanded, no shell is asked.

/** `a "b c" 'd'` → `["a", "b c", "d"]`. An open quote reaches to the end. */
export function splitCommand(command: string): string[] {
  return [...command.matchAll(/(?:"([^"]*)"?|'([^']*)'?|[^\s"'])+/gu)].map(([word]) =>
    word.replace(
      /"([^"]*)"?|'([^']*)'?/gu,
      (_, double: string | undefined, single: string | undefined) => double ?? single ?? "",
    ),
  );
}
