// Bytes of a CSV file or a workbook → sheets of rows of text, each with the number a person sees at its row.

import { read, utils } from "@e965/xlsx";
import { AppError } from "@tingheng/domain";
import { parse } from "csv-parse/sync";

export type Row = { readonly number: number; readonly cells: readonly string[] };
export type Sheet = { readonly name: string; readonly rows: readonly Row[] };

/** What csv-parse gives with `info`: the row with the line it ends at. */
type Numbered = { readonly info: { readonly lines: number }; readonly record: readonly string[] };

/** @throws AppError `input.malformed` where quotes don't close or the separator can't be told */
export function rowsOfCsv(text: string, where: string): Row[] {
  try {
    const records: unknown = parse(text.replace(/^\uFEFF/, ""), {
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    });
    const numbered = records as Numbered[];
    return numbered.map(({ record }, index) => ({
      number: (numbered[index - 1]?.info.lines ?? 0) + 1,
      cells: record.map((cell) => cell.trim()),
    }));
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    throw new AppError("input.malformed", {
      where: `${where}:${lines ?? 1}`,
      expected: "rows of a CSV table",
      found: message,
    });
  }
}

/** The separator that the first line has most of. */
export function separatorOf(text: string): string {
  const first = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  return [",", "\t", ";", "|", ","].reduce((best, one) =>
    first.split(one).length > first.split(best).length ? one : best,
  );
}

/** @throws AppError `input.malformed` where the bytes are no workbook */
export function sheetsOfWorkbook(bytes: Uint8Array, where: string): Sheet[] {
  try {
    const book = read(bytes, { type: "array", cellDates: true, UTC: true });
    return book.SheetNames.map((name) => {
      const table = utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, {
        header: 1,
        raw: true,
        defval: "",
        blankrows: true,
        UTC: true,
      });
      const rows = table.map((cells, index) => ({ number: index + 1, cells: cells.map(cellText) }));
      return { name, rows: rows.filter((row) => row.cells.some((cell) => cell !== "")) };
    });
  } catch (error) {
    throw noWorkbook(where, String(error));
  }
}

export const noWorkbook = (where: string, found: string): AppError =>
  new AppError("input.malformed", { where, expected: "a workbook (XLSX, XLS or ODS) that is whole", found });

/** Excel keeps a time of day as a date before 1901, knows no offset, and is a millisecond off for its fractions of a day. */
function cellText(cell: unknown): string {
  if (!(cell instanceof Date)) return String(cell ?? "").trim();
  const exact = new Date(Math.round(cell.getTime() / 10) * 10);
  const [date = "", time = ""] = exact
    .toISOString()
    .replace(/(\.000)?Z$/, "")
    .split("T");
  return exact.getUTCFullYear() < 1901 ? time : `${date} ${time}`;
}
