// A table of calls from any system, joined to recordings by id or file name. The settings say which column holds what;
// columns that carry a usual name, Chinese or English, are known without.
import { AppError, type Direction } from "@tingheng/domain";
import { fromClock, headerOf, known, knownOrNothing, speakerOf } from "@tingheng/formats";
import type { CallDetail, Hangup } from "../call-detail.ts";
import { baseName, durationMsOf, filled, instantOfClock, numberOf, textOf, unreadable } from "../row-reading.ts";
import { type SourceSettings, type TableField, tableFields } from "../source-settings.ts";
import { type TableRow, tableOf } from "../table-rows.ts";
import type { Facts, Part, Reading, TelephoneSystem } from "../telephone-system.ts";

export const metadataTable: TelephoneSystem = {
  id: "metadata-table",
  title: { zh: "通话明细表", en: "table of calls" },
  sideFiles: [
    {
      kind: "table",
      title: { zh: "通话明细表", en: "table of calls" },
      matches: (name) => /\.(csv|tsv|txt)$/i.test(name),
    },
  ],
  namePatterns: ["{id}.{ext}"],
  read: readTable,
  callOf: callOfRow,
};

type Columns = ReadonlyMap<TableField, string>;

function readTable(text: string, name: string, settings: SourceSettings): Reading | AppError {
  const table = tableOf(text, name, []);
  if (table instanceof AppError) return table;
  const absent = Object.values(settings.columns).filter((title) => !table.titles.includes(title));
  if (absent.length > 0) return unreadable(`${name}:1`, `columns ${absent.join(", ")}`, table.titles.join(", "));
  const columns = columnsOf(table.titles, settings);
  if (!columns.has("id") && !columns.has("recording"))
    return unreadable(`${name}:1`, "a column with the call's id or its recording", table.titles.join(", "));
  const parts: Part[] = [];
  const problems: AppError[] = [];
  for (const row of table.rows) {
    const wrong = wrongCells(row, columns, settings);
    const facts = factsOf(row, columns, wrong);
    const id = textOf(facts, "id") ?? baseName(textOf(facts, "recording") ?? "");
    problems.push(...wrong.values());
    if (id === "") problems.push(unreadable(row.where, "the call's id or its recording", row.cells.join(",")));
    else parts.push(partOf(id, facts));
  }
  return { parts, problems, otherRows: 0 };
}

function partOf(id: string, facts: Facts): Part {
  const lastUpdate = textOf(facts, "lastUpdate");
  return { partId: `row ${id}`, keys: [id], facts: { ...facts, key: id }, ...(lastUpdate ? { lastUpdate } : {}) };
}

/** Named columns first; of the rest those that people's usual names fit. */
function columnsOf(titles: readonly string[], { columns }: SourceSettings): Columns {
  const found = new Map<TableField, string>();
  for (const field of tableFields) if (columns[field] !== undefined) found.set(field, columns[field]);
  const named = new Set(found.values());
  for (const { title, field } of headerOf([...titles])) {
    const ours = tableFields.find((one) => one === (field === "recordingUri" ? "recording" : field));
    if (ours && !found.has(ours) && !named.has(title)) found.set(ours, title);
  }
  return found;
}

type Reader = (text: string, settings: SourceSettings) => unknown;

/** Fields whose cells must be understood, and what they may hold. */
const readers: Partial<Record<TableField, readonly [Reader, string]>> = {
  startedAt: [(text, { utcOffset }) => instantOfClock(text, utcOffset), "2026-03-02 09:14:05"],
  lastUpdate: [(text, { utcOffset }) => instantOfClock(text, utcOffset), "2026-03-02 09:14:05"],
  direction: [directionOf, "呼入 | 呼出 | 内部 | inbound | outbound | internal"],
  ringMs: [wholeNumber, "whole milliseconds"],
  ringSeconds: [secondsOf, "seconds or mm:ss"],
  ringCount: [wholeNumber, "a whole number"],
  holds: [holdsOf, "pairs such as 31000-66500;00:01:10-00:01:20, for a sum is no hold"],
};

function wrongCells(row: TableRow, columns: Columns, settings: SourceSettings): Map<TableField, AppError> {
  const wrong = new Map<TableField, AppError>();
  for (const [field, title] of columns) {
    const text = textOf(row.facts, title);
    const reader = readers[field];
    if (text !== undefined && reader && reader[0](text, settings) === undefined)
      wrong.set(field, unreadable(`${row.where} ${title}`, reader[1], text));
  }
  return wrong;
}

/** The fields of a row by our names; what has no field of ours stays under its own title. */
function factsOf(row: TableRow, columns: Columns, wrong: ReadonlyMap<TableField, AppError>): Facts {
  const used = new Set(columns.values());
  const ours = [...columns]
    .filter(([field]) => !wrong.has(field))
    .map(([field, title]) => [field, row.facts[title]] as const);
  const others = Object.entries(row.facts).filter(([title]) => !used.has(title));
  return {
    ...Object.fromEntries(ours.filter(([, cell]) => cell !== undefined)),
    ...(others.length > 0 ? { others: Object.fromEntries(others) } : {}),
  };
}

function callOfRow(parts: readonly Part[], settings: SourceSettings): CallDetail {
  const facts = parts.at(-1)?.facts ?? {};
  const said = (field: TableField) => textOf(facts, field);
  const start = said("startedAt");
  const update = said("lastUpdate");
  const direction = directionOf(said("direction") ?? "", settings);
  const recording = said("recording");
  const isAddress = recording !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(recording);
  const id = parts.at(-1)?.keys[0] ?? "";
  return {
    source: "metadata-table",
    id,
    aliases: [id],
    ...known({
      linkedId: said("linkedId"),
      lastUpdate: update && instantOfClock(update, settings.utcOffset),
      startedAt: start && instantOfClock(start, settings.utcOffset),
      direction,
      callerNumber: said("callerNumber"),
      calledNumber: said("calledNumber"),
      queue: said("queue"),
      campaign: said("campaign"),
      agent: knownOrNothing({
        id: said("agentId"),
        name: said("agentName"),
        team: said("agentTeam"),
        desk: said("agentDesk"),
      }),
      customer: knownOrNothing({ name: said("customerName"), number: said("customerNumber") }),
      ring: knownOrNothing({
        ms: wholeNumber(said("ringMs") ?? "") ?? secondsOf(said("ringSeconds") ?? ""),
        count: wholeNumber(said("ringCount") ?? ""),
      }),
      holds: filled(holdsOf(said("holds") ?? "") ?? []),
      hangup: hangupOf(said("hangupBy"), settings),
      recording:
        recording === undefined
          ? undefined
          : { name: baseName(recording), ...known({ uri: isAddress ? recording : undefined }) },
      outcome: knownOrNothing({ disposition: said("disposition") }),
      extra: facts.others === undefined ? undefined : { columns: facts.others },
    }),
  };
}

/** A word for nobody who is known here is unknown, and stays to be read. */
function hangupOf(raw: string | undefined, { hangupWords }: SourceSettings): Hangup | undefined {
  if (raw === undefined) return undefined;
  if (Object.hasOwn(hangupWords, raw))
    return { by: hangupWords[raw] ?? "unknown", rule: "metadata-table.word-of-the-settings", raw };
  const side = speakerOf(raw);
  const by = side === "agent" || side === "customer" ? side : side === "ivr" ? "system" : "unknown";
  return { by, rule: `metadata-table.${by === "unknown" ? "word-not-known" : "usual-word"}`, raw };
}

function directionOf(text: string, { directionWords }: SourceSettings): Direction | undefined {
  if (Object.hasOwn(directionWords, text)) return directionWords[text];
  if (/^(呼入|来电|进线|in(bound)?)$/i.test(text)) return "inbound";
  if (/^(呼出|外呼|去电|out(bound)?)$/i.test(text)) return "outbound";
  return /^(内部|内线|internal)$/i.test(text) ? "internal" : undefined;
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,12}$/.test(text) ? numberOf({ text }, "text") : undefined;
}

function secondsOf(text: string): number | undefined {
  return durationMsOf({ text }, "text") ?? clockOf(text);
}

const clockOf = (text: string): number | undefined => (text.length <= 12 ? fromClock(text) : undefined);

/** `31000-66500;00:01:10-00:01:20`: whole milliseconds or clocks. */
function holdsOf(text: string): readonly { startMs: number; endMs: number }[] | undefined {
  const pairs = text.split(/[;;,]/).map((pair) => {
    const [from = "", to = ""] = pair.split(/[-~—]/).map((end) => end.trim());
    const [startMs, endMs] = [wholeNumber(from) ?? clockOf(from), wholeNumber(to) ?? clockOf(to)];
    return startMs === undefined || endMs === undefined || endMs < startMs ? undefined : { startMs, endMs };
  });
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}
