import { expect, it } from "vitest";
import { bothDatabases } from "./both-databases.contract.ts";
import { migrate, pendingMigrations, shippedMigrations } from "./migrate.ts";

const first = { name: "0001-things.sql", sql: "create table things (id text); insert into things values ('kept')" };
const second = { name: "0002-more.sql", sql: "alter table things add column size integer not null default 3" };

it.each(bothDatabases)("is applied once, in order, and keeps what is there ($name)", async ({ open }) => {
  const database = await open();
  expect(await migrate(database, [first])).toEqual([first.name]);
  expect(await pendingMigrations(database, [first, second])).toEqual([second.name]);
  expect(await migrate(database, [first, second])).toEqual([second.name]);
  expect(await migrate(database, [first, second])).toEqual([]);
  await expect(migrate(database, [first])).rejects.toMatchObject({ code: "database.newer" });
  const changed = { ...first, sql: "select 1" };
  await expect(migrate(database, [changed, second])).rejects.toMatchObject({ code: "database.changed" });
  await database.close();
});

it.each(bothDatabases)("leaves nothing of a migration that fails ($name)", async ({ open }) => {
  const database = await open();
  const broken = { name: "0001-broken.sql", sql: "create table half (id text); select no_such_thing()" };
  await expect(migrate(database, [broken])).rejects.toThrow();
  expect(await migrate(database, [{ ...broken, sql: "create table half (id text)" }])).toEqual([broken.name]);
  await database.close();
});

it.each(bothDatabases)("may be begun by several at once ($name)", async ({ open }) => {
  const database = await open();
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database)));
  expect(applied.flat()).toEqual(shippedMigrations().map(({ name }) => name));
  await database.close();
});
