// A table of calls with a row for each turn: CSV (any usual separator and charset) and XLSX, columns in Chinese or English.
import { AppError } from "@tingheng/domain";
import type { Format, Parsed, ReadOptions } from "../../format.ts";
import { callOf } from "../../json-format.ts";
import { callOfRows } from "./call-rows.ts";
import { noWorkbook, type Row, rowsOfCsv, type Sheet, separatorOf, sheetsOfWorkbook } from "./cells.ts";
import { type Header, headerOf, isTurnTable } from "./columns.ts";
import { findZipProblem } from "./zip-check.ts";

export const table: Format = {
  id: "table",
  title: { zh: "表格 CSV / XLSX", en: "Table CSV / XLSX" },
  extensions: [".csv", ".xlsx", ".tsv", ".xls"],
  detect: (sample) => {
    if (sample.kind === "binary") return isWorkbook(sample.bytes) ? 0.9 : 0;
    if (sample.kind !== "text") return 0;
    const [first = ""] = sample.text.split(/\r?\n/, 1);
    return isTurnTable(headerOf(first.split(separatorOf(first)).map((cell) => cell.replace(/^\s*"|"\s*$/g, ""))))
      ? 0.95
      : 0;
  },
  async *read(source, options) {
    if (source.sample.kind !== "binary") {
      const rows = rowsOfCsv(await source.text(), source.name);
      yield* callsOf({ name: "", rows }, source.name, options);
      return;
    }
    const bytes = await source.bytes();
    const problem = bytes[0] === 0x50 ? await findZipProblem(bytes) : undefined;
    if (problem) throw noWorkbook(source.name, problem);
    const sheets = sheetsOfWorkbook(bytes, source.name);
    const ofTurns = sheets.filter((sheet) => isTurnTable(headerOf(sheet.rows[0]?.cells ?? [])));
    for (const sheet of ofTurns.length > 0 ? ofTurns : sheets.slice(0, 1))
      yield* callsOf(sheet, `${source.name} ${sheet.name}`, options);
  },
};

const isWorkbook = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xd0 ||
  new TextDecoder("latin1")
    .decode(bytes.subarray(0, 4096))
    .match(/xl\/|\[Content_Types\]|opendocument\.spreadsheet/) !== null;

function* callsOf({ rows: [first, ...rows] }: Sheet, where: string, options: ReadOptions): Iterable<Parsed> {
  const header = headerOf(first?.cells ?? []);
  if (!isTurnTable(header)) {
    yield { ok: false, error: noTurns(first, where), where };
    return;
  }
  for (const [id, own] of byCall(rows, header)) yield parsed(id, own, header, where, options);
}

/** Rows of one call need not stand together. Without a column for it all rows are one call. */
function byCall(rows: readonly Row[], header: Header): ReadonlyMap<string, readonly Row[]> {
  const column = header.findIndex(({ field }) => field === "id");
  const calls = new Map<string, Row[]>();
  let last = "";
  for (const row of rows) {
    last = (column < 0 ? "" : row.cells[column]) || last;
    const own = calls.get(last);
    if (own) own.push(row);
    else calls.set(last, [row]);
  }
  return calls;
}

function parsed(id: string, rows: readonly Row[], header: Header, where: string, options: ReadOptions): Parsed {
  const place = `${where}:${rows[0]?.number}`;
  const stem = where.replace(/^.*[\\/]/, "").replace(/(?<=.)\.[^.]*$/, "");
  try {
    const draft = callOfRows(rows, header, where, options.utcOffset);
    return { ok: true, call: callOf(draft, { id: id || stem, source: "table" }, place), where: place };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error, where: place };
    throw error;
  }
}

function noTurns(first: Row | undefined, where: string): AppError {
  const found = first?.cells.filter((cell) => cell !== "").join(", ") || "nothing";
  return new AppError("input.malformed", {
    where: `${where}:1`,
    expected: "columns for speaker and text, such as 角色, 内容 or speaker, text",
    found,
  });
}
