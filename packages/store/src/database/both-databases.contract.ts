// Runs a suite on PGlite and on a real PostgreSQL, each with a fresh database of this release.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openPostgres } from "./open-postgres.ts";

/** A new, empty database on the PostgreSQL of this test run. */
export async function newPostgresDatabase(): Promise<string> {
  const url = new URL(inject("postgresUrl"));
  const name = `test_${randomBytes(8).toString("hex")}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

export const bothDatabases: readonly { readonly name: string; readonly open: () => Promise<Database> }[] = [
  { name: "PGlite", open: () => openEmbedded() },
  { name: "PostgreSQL", open: async () => openPostgres({ url: await newPostgresDatabase() }) },
];

/** `suite` gets the database when a test runs, not before. */
export function onBothDatabases(suite: (database: () => Database) => void): void {
  describe.each(bothDatabases)("on $name", ({ open }) => {
    let database: Database | undefined;
    beforeAll(async () => {
      database = await open();
      await migrate(database);
    });
    afterAll(() => database?.close());
    suite(() => {
      if (database === undefined) throw new Error("the database is opened when the tests run");
      return database;
    });
  });
}
