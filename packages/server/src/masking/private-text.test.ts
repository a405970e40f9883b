import { expect, it } from "vitest";
import { hidePrivate } from "./private-text.ts";

it.each([
  ["13800138000.wav", "***********.wav"],
  ["20260302-13800138000-8012.wav", "20260302-***********-8012.wav"],
  ["13800138000-2026.json", "***********-2026.json"],
  ["out-13800138000-1700000000.12", "out-***********-1700000000.12"],
  ["138-0013-8000", "*************"],
  ["20260302-8012.wav", "20260302-8012.wav"],
])("hides numbers in the name %s", (name, shown) => {
  expect(hidePrivate(name, { numbers: [], names: [] })).toBe(shown);
});
