import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ownData } from "@tingheng/knowledge/files";
import { describe, expect, it } from "vitest";
import { runCli, scratch } from "../run-cli.contract.ts";

const shipped = join(ownData, "standards", "outbound-sales");

describe("standards", () => {
  it("list and show them", async () => {
    const list = await runCli(["standards", "list"]);
    expect(list.out).toMatch(/^dealer-recording +\d+\.\d+\.\d+ +\d+ {2}/m);
    const show = await runCli(["standards", "show", "outbound-sales"]);
    expect(show.out).toMatch(/E1\S* \[.*T.*\] .*fine 10CNY/);
    expect((await runCli(["standards", "show", "nope"])).code).toBe(2);
  });

  it("diff tells an amount that was changed", async () => {
    using folder = scratch();
    const changed = join(folder.path, "changed");
    mkdirSync(changed);
    const text = readFileSync(join(shipped, "standard.yaml"), "utf8");
    folder.write("changed/standard.yaml", text.replace("amount: 10,", "amount: 15,"));
    const { code, out, err } = await runCli(["standards", "diff", "outbound-sales", changed]);
    expect(out).toMatch(/^~ clauses\[E1\.?\S*\]\.propose\[0\]\.amount {2}10 → 15$/m);
    expect(err).toContain("1 differences");
    expect(code).toBe(0);
    const same = await runCli(["standards", "diff", "outbound-sales", "outbound-sales"]);
    expect(same.out).toBe("");
    const missing = await runCli(["standards", "diff", "outbound-sales", join(folder.path, "none")]);
    expect(missing.err).toContain("none/standard.yaml does not exist");
    expect(missing.code).toBe(2);
  });

  it("test runs the cases of a standard of one's own, and fails where one does not hold", async () => {
    using folder = scratch();
    const own = join(folder.path, "own");
    mkdirSync(own);
    folder.write(
      "own/standard.yaml",
      [
        "id: own",
        "version: 1.0.0",
        "title: own",
        "sections: [{ id: S, title: S, items: [{ id: I, title: I, clauses: [X1] }] }]",
        "clauses: [{ id: X1, title: X1, text: X1, by: [T], rule: { forbid: { phrase: [没办法] } } }]",
      ].join("\n"),
    );
    folder.write("own/cases.yaml", 'clauses:\n  X1:\n    breaks:\n      - "坐席:没办法"\n      - "坐席:好的"\n');
    const { code, out } = await runCli(["standards", "test", own]);
    expect(out).toMatch(/cases\.yaml:5 X1: violated ≠ met/);
    expect(out).toContain("1 passed, 1 failed");
    expect(code).toBe(1);
  });

  it("a mistake in a standard names file, line and path", async () => {
    using folder = scratch();
    const data = join(folder.path, "data");
    cpSync(shipped, join(data, "standards", "outbound-sales"), { recursive: true });
    const path = join(data, "standards", "outbound-sales", "standard.yaml");
    const lines = readFileSync(path, "utf8").split("\n");
    const at = lines.findIndex((line) => line.startsWith("    by: [T]"));
    lines[at] = "    by: [Z]";
    folder.write("data/standards/outbound-sales/standard.yaml", lines.join("\n"));
    const { code, err } = await runCli(["--data", data, "inspect", "-"]);
    expect(err).toMatch(
      new RegExp(`standard\\.yaml:${at + 1} \\$\\.clauses\\[\\d+\\]\\.by\\[0\\]: expected "T" \\| "S"`),
    );
    expect(code).toBe(2);
  });

  it("a data folder without standards is told", async () => {
    using folder = scratch();
    const { code, err } = await runCli(["--data", folder.path, "inspect", "-"]);
    expect(err).toContain("standards does not exist");
    expect(code).toBe(2);
  });
});

it("schema prints the published JSON Schemas", async () => {
  for (const name of ["call-record", "judgement"]) {
    const { code, out } = await runCli(["schema", name]);
    expect(JSON.parse(out)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `urn:tingheng:${name}:1`,
      type: "object",
    });
    expect(code).toBe(0);
  }
  expect((await runCli(["schema", "nope"])).code).toBe(2);
});
