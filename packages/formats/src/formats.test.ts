import { expect, it } from "vitest";
import { formatContract } from "./format.contract.ts";
import { formats } from "./formats.ts";

for (const format of formats) formatContract(format);

it("has no two formats of one id", () => {
  expect(new Set(formats.map((format) => format.id)).size).toBe(formats.length);
});
