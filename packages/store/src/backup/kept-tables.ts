// Every table of the schema as the database itself describes it, so that a backup needs no list of them; and their rows as text
// that either engine reads back as the same values.
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";

export interface KeptTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly counted: boolean }[];
  readonly key: readonly string[];
  /** Keyed by a truth, so that it holds one row: the one that its migration began it with. */
  readonly single: boolean;
}

/** One row as the texts of its values. */
export type TextRow = readonly (string | null)[];

/** schema_migrations: made by restoring. events: their order counts only in the server that gave it. */
const notKept = new Set(["schema_migrations", "events"]);

/** In an order in which every table stands behind those that it refers to. */
export async function keptTables(runner: Runner): Promise<KeptTable[]> {
  const { rows: columns } = await sql<{ table: string; name: string; type: string; counted: boolean; key: boolean }>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attidentity <> '' as counted, coalesce(a.attnum = any (i.indkey), false) as key
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname, a.attnum`.execute(runner);
  const { rows: references } = await sql<{ from: string; to: string }>`
    select f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.oid <> t.oid and f.relnamespace = 'public'::regnamespace`.execute(runner);
  const tables = [...Map.groupBy(columns, ({ table }) => table)]
    .filter(([name]) => !notKept.has(name))
    .map(([name, columns]) => {
      const key = columns.filter((column) => column.key);
      return {
        name,
        columns,
        key: key.map((column) => column.name),
        single: key.length === 1 && key[0]?.type === "boolean",
      };
    });
  return inOrder(tables, references);
}

function inOrder(tables: readonly KeptTable[], references: readonly { from: string; to: string }[]): KeptTable[] {
  const ordered: KeptTable[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const free = left.filter(({ name }) => !references.some(({ from, to }) => from === name && names.has(to)));
    if (free.length === 0) throw new Error("tables refer to each other in a circle");
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}

const rowsAtOnce = 500;

/** Must run in a transaction; rows come in the order of the table's key. */
export async function* rowsOf(runner: Runner, { name, columns, key }: KeptTable): AsyncGenerator<TextRow[]> {
  const values = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`));
  const order = key.length === 0 ? sql`` : sql`order by ${sql.join(key.map((column) => sql.ref(column)))}`;
  await sql`set local timezone = 'UTC'`.execute(runner);
  await sql`declare kept no scroll cursor for
    select array[${values}] as values from ${sql.table(name)} ${order}`.execute(runner);
  for (;;) {
    const { rows } = await sql<{ values: TextRow }>`fetch ${sql.lit(rowsAtOnce)} from kept`.execute(runner);
    if (rows.length > 0) yield rows.map(({ values }) => values);
    if (rows.length < rowsAtOnce) break;
  }
  await sql`close kept`.execute(runner);
}

/** Takes away what migrations began tables with; single rows stay, to be replaced. */
export async function emptyTables(runner: Runner, tables: readonly KeptTable[]): Promise<void> {
  for (const { name, single } of tables.toReversed()) {
    if (!single) await sql`delete from ${sql.table(name)}`.execute(runner);
  }
}

/** Puts rows into a table; a row with the same key is replaced. */
export async function putRows(
  runner: Runner,
  { name, columns, key }: KeptTable,
  given: readonly string[],
  rows: readonly TextRow[],
): Promise<void> {
  const typeOf = new Map(columns.map((column) => [column.name, column.type]));
  const names = sql.join(given.map((column) => sql.ref(column)));
  const values = sql.join(
    given.map((column, index) => sql`(r ->> ${sql.lit(index)})::${sql.raw(typeOf.get(column) ?? "text")}`),
  );
  // What the database counts itself can be given to a new row, never changed in one that is there.
  const counted = new Set(columns.filter((column) => column.counted).map((column) => column.name));
  const set = given
    .filter((column) => !key.includes(column) && !counted.has(column))
    .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  const known =
    key.length === 0
      ? sql``
      : sql`on conflict (${sql.join(key.map((column) => sql.ref(column)))}) ${
          set.length === 0 ? sql`do nothing` : sql`do update set ${sql.join(set)}`
        }`;
  await sql`insert into ${sql.table(name)} (${names}) overriding system value
    select ${values} from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r ${known}`.execute(runner);
}

export async function countRows(runner: Runner, table: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from ${sql.table(table)}`.execute(runner);
  return Number(rows[0]?.count);
}

/** Numbers that the database gives out go on behind those that were put in. */
export async function countOn(runner: Runner, { name, columns }: KeptTable): Promise<void> {
  for (const column of columns.filter(({ counted }) => counted)) {
    await sql`select setval(pg_get_serial_sequence(${name}, ${column.name}), max(${sql.ref(column.name)}))
      from ${sql.table(name)}`.execute(runner);
  }
}
