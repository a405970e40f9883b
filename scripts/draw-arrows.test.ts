import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { architecture, arrowsBlock, withArrows } from "./draw-arrows.ts";

test("ARCHITECTURE.md shows the arrows that are checked", () => {
  const text = readFileSync(architecture, "utf8");
  expect(text).toContain(arrowsBlock());
  expect(withArrows(text)).toBe(text);
});

test("an arrow is drawn for each package that may be imported", () => {
  expect(arrowsBlock({ a: [], b: ["a"] })).toBe("```mermaid\ngraph TD\n  a\n  b --> a\n```");
});
