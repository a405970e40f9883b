// The table of tokens 词表 beside a model: a line for each, its number last. The runtime ends the process when the model says
// a number that the table doesn't hold, so the table is looked at first.

/** What is wrong with the table, in English; undefined where nothing is. */
export function tokensProblem(table: string, wanted = 0): string | undefined {
  const ids = new Set<number>();
  for (const [index, line] of table.split("\n").entries()) {
    if (line.trim() === "") continue;
    const id = /(?:^|\s)(\d+)\s*$/u.exec(line)?.[1];
    if (id === undefined) return `the table of tokens, line ${index + 1}: no number`;
    ids.add(Number(id));
  }
  const count = Math.max(ids.size, wanted);
  for (let id = 0; id < count; id++)
    if (!ids.has(id)) return `the table of tokens has no ${id}, the model knows ${count}`;
  return ids.size === 0 ? "the table of tokens is empty" : undefined;
}

/** What the table holds, without the numbers. */
export const tokensIn = (table: string): string[] => table.split("\n").map((line) => line.replace(/\s+\d+\s*$/u, ""));
