// Rows for every table of a schema, made from nothing but what the database says of its columns: for tests that no row is lost.
import { sql } from "kysely";
import type { Database, Runner } from "../database/database.ts";
import { type KeptTable, keptTables, rowsOf, type TextRow } from "./kept-tables.ts";

const makers: Readonly<Record<string, (n: number) => string>> = {
  text: (n) => `词 "x"\\ ${n}`,
  boolean: (n) => String(n % 2 === 0),
  integer: (n) => String(n),
  bigint: (n) => String(9_007_199_254_740_993n + BigInt(n)),
  real: (n) => String(n + 0.1),
  "double precision": (n) => String(n + 0.1),
  bytea: (n) => `\\x00ff0${n % 10}`,
  jsonb: (n) => JSON.stringify({ a: [n, null, "引“号”"], b: n / 3 }),
  "text[]": (n) => `{"a,b","{}","${n}",null}`,
  "integer[]": (n) => `{1,-2,${n}}`,
};

function textFor(type: string, n: number): string {
  if (type.startsWith("timestamp") && type.endsWith("[]")) return "{2026-03-02T00:00:00Z}";
  if (type.startsWith("timestamp")) return `2026-03-02T08:00:00.12345${n % 10}+08:00`;
  const make = makers[type];
  if (make === undefined) throw new Error(`no plausible value of the type ${type}`);
  return make(n);
}

interface Rules {
  readonly choices: ReadonlyMap<string, readonly string[]>;
  readonly references: ReadonlyMap<string, string>;
}

/** What checks and references demand of columns, by `table.column`. */
async function rulesOf(runner: Runner): Promise<Rules> {
  const { rows } = await sql<{ column: string; said: string; to: string | null }>`
    select c.relname || '.' || a.attname as column, pg_get_constraintdef(k.oid) as said, t.relname as to
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
    left join pg_class t on t.oid = k.confrelid
    where k.contype in ('c', 'f') and c.relnamespace = 'public'::regnamespace`.execute(runner);
  const choices = rows.flatMap(({ column, said, to }) => {
    if (to !== null) return [];
    const words = [...said.matchAll(/'([^']*)'/gu)].map(([, word = ""]) => word);
    return [[column, words.some((word) => word.startsWith("^")) ? ["2026-03-02"] : words] as const];
  });
  return {
    choices: new Map(choices.filter(([, words]) => words.length > 0)),
    references: new Map(rows.flatMap(({ column, to }) => (to === null ? [] : [[column, to] as const]))),
  };
}

/** Puts two rows into every table, or one where two may not be. */
export async function fillEveryTable(database: Database): Promise<void> {
  const tables = await keptTables(database.kysely);
  const { choices, references } = await rulesOf(database.kysely);
  for (const { name, columns } of tables.filter(({ single }) => !single)) {
    const parents = await parentsOf(
      database,
      columns.map((column) => `${name}.${column.name}`),
      references,
      tables,
    );
    for (const n of [1, 2]) {
      const values = columns.map((column) => {
        const place = `${name}.${column.name}`;
        const said = choices.get(place);
        if (references.has(place)) return parents.get(place)?.[n % 2] ?? parents.get(place)?.[0] ?? null;
        return said === undefined ? textFor(column.type, n) : (said[n % said.length] ?? "");
      });
      const typed = sql.join(columns.map((column, index) => sql`${values[index]}::text::${sql.raw(column.type)}`));
      const names = sql.join(columns.map((column) => sql.ref(column.name)));
      await sql`insert into ${sql.table(name)} (${names}) overriding system value values (${typed})
        on conflict do nothing`.execute(database.kysely);
    }
  }
}

/** Keys that rows may refer to, by referring column. */
async function parentsOf(
  { kysely }: Database,
  places: readonly string[],
  references: ReadonlyMap<string, string>,
  tables: readonly KeptTable[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const place of places) {
    const parent = tables.find(({ name }) => name === references.get(place));
    const key = parent?.key[0];
    if (parent === undefined || key === undefined) continue;
    const { rows } = await sql<{ key: string }>`
      select ${sql.ref(key)}::text as key from ${sql.table(parent.name)} order by 1 limit 2`.execute(kysely);
    found.set(
      place,
      rows.map((row) => row.key),
    );
  }
  return found;
}

/** All that a database holds, as text. */
export function everythingIn(database: Database): Promise<Record<string, readonly TextRow[]>> {
  return database.transaction(async (transaction) => {
    const all: Record<string, TextRow[]> = {};
    for (const table of await keptTables(transaction)) {
      const rows: TextRow[] = [];
      for await (const batch of rowsOf(transaction, table)) rows.push(...batch);
      all[table.name] = rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    }
    return all;
  });
}
