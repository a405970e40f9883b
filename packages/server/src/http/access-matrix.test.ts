// Who may do what, tried: what lies outside is not answered, and nothing of it is said anywhere.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Described, describedIn, examples, tryEverybody } from "./access/access-matrix.contract.ts";
import { type AccessWorld, accessWorld } from "./access/access-world.contract.ts";
import type { Operation } from "./access/example.contract.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 180_000 });

let world: AccessWorld;
let described: readonly Described[];
beforeAll(async () => {
  world = await accessWorld();
  described = await describedIn(world);
});
afterAll(() => world.close());

it("has an example of every operation, and every operation says what it needs", () => {
  const operations = described.map(({ operation }) => operation);
  expect(operations.filter((operation) => examples[operation] === undefined)).toEqual([]);
  expect(Object.keys(examples).filter((operation) => !operations.includes(operation as Operation))).toEqual([]);
  expect(described.filter(({ needs }) => needs === undefined)).toEqual([]);
});

it("answers everybody what they may know, and nobody more", async () => {
  const { tried, operations, wrong } = await tryEverybody(world);
  process.stdout.write(`access: ${tried} combinations of ${world.askers.length} askers and ${operations} operations\n`);
  expect(wrong).toEqual([]);
});
