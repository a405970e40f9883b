// All that a database holds, as text: every table of every schema, what is packed unpacked. For tests that something is nowhere.
import { sql } from "kysely";
import { unpackJson } from "../packed-json.ts";
import type { Database } from "./database.ts";

export async function* everythingKept({ kysely }: Database): AsyncGenerator<{ table: string; text: string }> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(kysely);
  for (const { schema, name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.id(schema, name)}`.execute(kysely);
    for (const row of rows) yield { table: `${schema}.${name}`, text: Object.values(row).map(textOf).join("\n") };
  }
}

function textOf(value: unknown): string {
  if (!(value instanceof Uint8Array)) return JSON.stringify(value) ?? "";
  const bytes = Buffer.from(value);
  return [bytes.toString("utf8"), bytes.toString("utf16le"), unpacked(bytes)].join("\n");
}

function unpacked(bytes: Uint8Array): string {
  try {
    return JSON.stringify(unpackJson(bytes));
  } catch {
    return "";
  }
}
