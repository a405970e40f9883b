// Whatever is said not to be there has a Chinese noun.
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AppError } from "@tingheng/domain";
import { expect, it } from "vitest";

const source = fileURLToPath(new URL("../", import.meta.url));
const nouns = new Set(
  globSync("**/*.ts", { cwd: source })
    .filter((path) => !/\.(test|contract)\.ts$/u.test(path))
    .flatMap((path) => [
      ...readFileSync(`${source}${path}`, "utf8").matchAll(/"thing\.not-found",\s*\{\s*what: "([^"]+)"/gu),
    ])
    .map(([, noun = ""]) => noun),
);

it("has found the nouns", () => {
  expect(nouns.size).toBeGreaterThan(15);
});

it.each([...nouns])("%s", (noun) => {
  expect(new AppError("thing.not-found", { what: noun, id: "?" }).say("zh")).toMatch(/^没有这个[^a-z]+:\?$/u);
});
