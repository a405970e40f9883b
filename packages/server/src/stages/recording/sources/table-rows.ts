// A CSV text whose first row may name its columns → rows of facts with the line each stands at.
import { AppError } from "@tingheng/domain";
import { rowsOfCsv } from "@tingheng/formats";
import type { Facts } from "./telephone-system.ts";

export type TableRow = { readonly facts: Facts; readonly where: string; readonly cells: readonly string[] };
export type Table = { readonly titles: readonly string[]; readonly rows: readonly TableRow[] };

/**
 * @param needed columns by which a first row is known to be a header, in small letters
 * @param layout the columns of files that have no header
 */
export function tableOf(
  text: string,
  name: string,
  needed: readonly string[],
  layout?: readonly string[],
): Table | AppError {
  const rows = rowsOrError(text, name);
  if (rows instanceof AppError) return rows;
  const first = rows[0];
  if (first === undefined)
    return new AppError("input.malformed", { where: name, expected: "rows of calls", found: "an empty file" });
  const heading = first.cells.map((title) => title.trim());
  const lower = heading.map((title) => title.toLowerCase());
  const isHeader = needed.every((title) => lower.includes(title));
  if (!isHeader && layout === undefined) {
    const expected = `columns ${needed.filter((title) => !lower.includes(title)).join(", ")}`;
    return new AppError("input.malformed", { where: `${name}:1`, expected, found: heading.join(", ").slice(0, 80) });
  }
  const titles = isHeader ? (needed.length > 0 ? lower : heading) : (layout ?? []);
  return {
    titles,
    rows: rows.slice(isHeader ? 1 : 0).map(({ number, cells }) => ({
      facts: Object.fromEntries(titles.flatMap((title, at) => (cells[at] ? [[title, cells[at]]] : []))),
      where: `${name}:${number}`,
      cells,
    })),
  };
}

function rowsOrError(text: string, name: string) {
  try {
    return rowsOfCsv(text, name);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
