// What telephone systems told, part by part, until everything of a call is there; and the calls that were made of it.
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";

export interface KeptPart {
  readonly partId: string;
  readonly keys: readonly string[];
  readonly lastUpdate?: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface IntakeCall {
  readonly externalId: string;
  /** What was told of it last; undefined where only its recording is known. */
  readonly detail: unknown;
  /** The file that is its recording. */
  readonly recording: string | undefined;
}

const rowsAtOnce = 500;
/** More parts of one call than any call has: whoever names so many means something else by the key. */
const mostParts = 20_000;

/** One at a time for each source, to the end of the transaction: two legs of a call that come together must see each other. */
export async function lockIntake(runner: Runner, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`intake ${source}`}, 0))`.execute(runner);
}

/** Keeps the newest telling of each part. Those that are new, or tell something else than before, are open until `closeParts`. */
export async function keepParts(runner: Runner, source: string, parts: readonly KeptPart[], at: Date): Promise<void> {
  const rows = newest(parts).map(({ partId, keys, lastUpdate, facts }) => ({
    source,
    part_id: partId,
    keys: [...keys],
    facts: JSON.stringify(facts),
    last_update: lastUpdate ?? null,
    open: true,
    kept_at: at,
  }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await runner
      .insertInto("intake_parts")
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflict((conflict) =>
        conflict
          .columns(["source", "part_id"])
          .doUpdateSet(({ ref }) => ({
            keys: ref("excluded.keys"),
            facts: ref("excluded.facts"),
            last_update: ref("excluded.last_update"),
            open: true,
            kept_at: at,
          }))
          .where(
            sql<boolean>`coalesce(excluded.last_update::timestamptz, '-infinity') >= coalesce(intake_parts.last_update::timestamptz, '-infinity')
              and (intake_parts.facts, intake_parts.keys) is distinct from (excluded.facts, excluded.keys)`,
          ),
      )
      .execute();
  }
}

/** Keys of parts of which no call has been made yet, the oldest first; a part without a key is known by its id. */
export async function openParts(
  runner: Runner,
  source: string,
  limit: number,
): Promise<{ readonly keys: readonly string[]; readonly partIds: readonly string[] }> {
  const rows = await runner
    .selectFrom("intake_parts")
    .select(["keys", "part_id"])
    .where("source", "=", source)
    .where("open", "=", true)
    .orderBy("told")
    .limit(limit)
    .execute();
  return { keys: [...new Set(rows.flatMap(({ keys }) => keys))], partIds: rows.map(({ part_id }) => part_id) };
}

/** The call of these parts is made. */
export async function closeParts(runner: Runner, source: string, partIds: readonly string[]): Promise<void> {
  if (partIds.length === 0) return;
  await runner
    .updateTable("intake_parts")
    .set({ open: false })
    .where("source", "=", source)
    .where("open", "=", true)
    .where(sql<boolean>`part_id = any(${[...partIds]}::text[])`)
    .execute();
}

/** All parts that share a key with these, or with one that does, in the order they were told. */
export async function partsAround(runner: Runner, source: string, keys: readonly string[]): Promise<KeptPart[]> {
  const found = new Map<string, KeptPart & { readonly told: number }>();
  const seen = new Set<string>();
  for (let open = [...new Set(keys)]; open.length > 0 && found.size < mostParts; ) {
    for (const key of open) seen.add(key);
    const rows = await runner
      .selectFrom("intake_parts")
      .select(["part_id", "keys", "facts", "last_update", "told"])
      .where("source", "=", source)
      .where(sql<boolean>`keys && ${open}::text[]`)
      .execute();
    for (const row of rows) {
      const { part_id: partId, last_update: lastUpdate, facts } = row;
      const part = { partId, keys: row.keys, facts: facts as KeptPart["facts"], told: Number(row.told) };
      found.set(partId, lastUpdate === null ? part : { ...part, lastUpdate });
    }
    open = [...new Set(rows.flatMap((row) => row.keys))].filter((key) => !seen.has(key));
  }
  return [...found.values()].sort((a, b) => a.told - b.told).map(({ told: _, ...part }) => part);
}

/** The calls that are known by any of these ids or file names. */
export async function intakeCallsNamed(
  runner: Runner,
  source: string,
  names: readonly string[],
): Promise<readonly IntakeCall[]> {
  if (names.length === 0) return [];
  const rows = await runner
    .selectFrom("intake_calls")
    .select(["external_id", "detail", "recording"])
    .where("source", "=", source)
    .where("external_id", "in", (named) =>
      named
        .selectFrom("intake_names")
        .select("intake_names.external_id")
        .where("intake_names.source", "=", source)
        .where("name", "in", [...names]),
    )
    .orderBy("kept_at")
    .orderBy("external_id")
    .execute();
  return rows.map((row) => ({
    externalId: row.external_id,
    detail: row.detail ?? undefined,
    recording: row.recording ?? undefined,
  }));
}

/** What is not given stays as it was; names are added. */
export async function keepIntakeCall(
  runner: Runner,
  source: string,
  call: { readonly externalId: string; readonly detail?: unknown; readonly recording?: string | undefined },
  names: readonly string[],
  at: Date,
): Promise<void> {
  const { externalId, detail, recording } = call;
  const said = {
    ...(detail === undefined ? {} : { detail: JSON.stringify(detail) }),
    ...(recording === undefined ? {} : { recording }),
  };
  await runner
    .insertInto("intake_calls")
    .values({ source, external_id: externalId, detail: null, recording: null, kept_at: at, ...said })
    .onConflict((conflict) => conflict.columns(["source", "external_id"]).doUpdateSet({ source, ...said }))
    .execute();
  const rows = [...new Set(names)].map((name) => ({ source, name, external_id: externalId }));
  if (rows.length === 0) return;
  await runner
    .insertInto("intake_names")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function forgetIntakeCall(runner: Runner, source: string, externalId: string): Promise<void> {
  await runner.deleteFrom("intake_calls").where("source", "=", source).where("external_id", "=", externalId).execute();
}

/** Everything that a source told of a call, so that nothing of it is left. */
export async function forgetTold(runner: Runner, source: string, externalId: string): Promise<void> {
  const names = await runner
    .selectFrom("intake_names")
    .select("name")
    .where("source", "=", source)
    .where("external_id", "=", externalId)
    .execute();
  const told = names.map(({ name }) => name);
  if (told.length > 0)
    await runner
      .deleteFrom("intake_parts")
      .where("source", "=", source)
      .where(sql<boolean>`keys && ${told}::text[]`)
      .execute();
  await forgetIntakeCall(runner, source, externalId);
}

/**
 * Parts whose calls are long over. What was told of those calls can't be told anew as a whole, so it is not taken back either;
 * their names stay as long as they do. @returns how many parts
 */
export async function sweepParts(runner: Runner, before: Date): Promise<number> {
  const gone = await runner
    .deleteFrom("intake_parts")
    .where("kept_at", "<", before)
    .where("open", "=", false)
    .executeTakeFirst();
  await runner
    .updateTable("intake_calls")
    .set({ detail: null })
    .where("kept_at", "<", before)
    .where("detail", "is not", null)
    .execute();
  return Number(gone.numDeletedRows);
}

/** A file turned out to be no recording of the call. */
export async function dropRecording(
  runner: Runner,
  source: string,
  { externalId, recording }: { readonly externalId: string; readonly recording: string },
): Promise<void> {
  await runner
    .updateTable("intake_calls")
    .set({ recording: null })
    .where("source", "=", source)
    .where("external_id", "=", externalId)
    .where("recording", "=", recording)
    .execute();
}

function newest(parts: readonly KeptPart[]): KeptPart[] {
  const byId = new Map<string, KeptPart>();
  for (const part of parts) {
    const before = byId.get(part.partId);
    if (before === undefined || instant(part) >= instant(before)) byId.set(part.partId, part);
  }
  return [...byId.values()];
}

const instant = ({ lastUpdate }: KeptPart): number =>
  lastUpdate === undefined ? Number.NEGATIVE_INFINITY : Date.parse(lastUpdate);
