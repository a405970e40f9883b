// Migrations: numbered SQL files, each applied once, in order, in its own transaction, by one process at a time.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AppError } from "@tingheng/domain";
import { sql } from "kysely";
import type { Database } from "./database.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

const shippedFolder = new URL("../../migrations/", import.meta.url);

/** The migrations of this release, in order. */
export function shippedMigrations(): Migration[] {
  return readdirSync(fileURLToPath(shippedFolder))
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ name, sql: readFileSync(new URL(name, shippedFolder), "utf8") }));
}

/**
 * Brings the database to this release.
 * @returns the names of the migrations that were applied now
 * @throws AppError `database.newer` where the database was made by a newer release, `database.changed` where an applied
 * migration is not the one of this release; nothing is touched then
 */
export async function migrate(database: Database, migrations = shippedMigrations()): Promise<string[]> {
  return database.alone("migrate", async () => {
    const applied = await appliedMigrations(database);
    refuseForeign(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(database, migration);
    return missing.map(({ name }) => name);
  });
}

/** Which migrations of this release are still to be applied. */
export async function pendingMigrations(database: Database, migrations = shippedMigrations()): Promise<string[]> {
  const applied = await appliedMigrations(database);
  refuseForeign(applied, migrations);
  return migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
}

async function appliedMigrations(database: Database): Promise<Map<string, string>> {
  await database.execute(`create table if not exists schema_migrations (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  const { rows } = await sql<{ name: string; sha256: string }>`
    select name, sha256 from schema_migrations`.execute(database.kysely);
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

function refuseForeign(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, checksum(migration)]));
  for (const [name, sha256] of applied) {
    if (!known.has(name)) throw new AppError("database.newer", { name });
    if (known.get(name) !== sha256) throw new AppError("database.changed", { name });
  }
}

/** One text in one go, so that a crash leaves the whole migration or nothing of it. */
function apply(database: Database, migration: Migration): Promise<void> {
  const row = `'${migration.name}', '${checksum(migration)}'`;
  return database.execute(
    `begin;\n${migration.sql}\n;insert into schema_migrations (name, sha256) values (${row});\ncommit;`,
  );
}

function checksum({ sql: text }: Migration): string {
  return createHash("sha256").update(text).digest("hex");
}
