import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const isGenerated = (text: string) => /^\/\/ Made .*; not written by hand\.$/.test(text.split("\n", 1)[0] ?? "");
const longest = (path: string) => (path.endsWith(".test.ts") ? 600 : 400);

test("no file of code is too long, but those that a program writes", () => {
  const paths = globSync(["{packages,scripts,bench,e2e}/**/*.{ts,js,mjs,css}", "*.{ts,mjs}"], {
    cwd: root,
    exclude: (path) => path.split("/").includes("node_modules"),
  });
  expect(paths.length).toBeGreaterThan(500);
  const tooLong = paths.filter((path) => {
    const text = readFileSync(`${root}${path}`, "utf8");
    return !isGenerated(text) && text.split("\n").length - 1 > longest(path);
  });
  expect(tooLong).toEqual([]);
});
