import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CallRecord } from "@tingheng/domain";
import { expect, it } from "vitest";
import { callLine, linesOf, runCli, scratch } from "../run-cli.contract.ts";

const vcon = fileURLToPath(new URL("../../../../samples/english.vcon.json", import.meta.url));

it("vCon → call record → vCon → call record loses nothing that a rule reads", async () => {
  using folder = scratch();
  const record = await runCli(["convert", vcon]);
  const back = await runCli(["convert", folder.write("a.ndjson", record.out), "--to", "vcon"]);
  const again = await runCli(["convert", folder.write("b.vcon.json", back.out), "--format", "vcon"]);
  expect([record.code, back.code, again.code]).toEqual([0, 0, 0]);
  const [first] = linesOf<CallRecord>(record.out);
  const [second] = linesOf<CallRecord>(again.out);
  const told = ({ id, direction, startedAt, turns = [], holds, hangup }: CallRecord) => ({
    id,
    direction,
    startedAt,
    turns: turns.map(({ speaker, startMs, endMs, text }) => ({ speaker, startMs, endMs, text })),
    holds,
    hangup: hangup?.by,
  });
  expect(first?.turns?.length).toBeGreaterThan(3);
  expect(told(second!)).toEqual(told(first!));
});

it("writes what it can read and counts the rest", async () => {
  using folder = scratch();
  const path = folder.write("a.ndjson", `${callLine("one")}{"version":2}\n${callLine("two")}`);
  const { code, out, err } = await runCli(["convert", path, join(folder.path, "missing.json")]);
  expect(linesOf<CallRecord>(out).map(({ id }) => id)).toEqual(["one", "two"]);
  expect(err).toContain("a.ndjson:2 $.version");
  expect(err).toContain("missing.json does not exist");
  expect(err).toContain("2 converted, 2 failed");
  expect(code).toBe(1);
});

it("reads a pipe", async () => {
  const { out, code } = await runCli(["convert", "-", "--to", "vcon"], { input: readFileSync(vcon, "utf8") });
  expect(JSON.stringify(JSON.parse(out))).toContain('"vcon"');
  expect(code).toBe(0);
});

it("names the formats it can write", async () => {
  const { code, err } = await runCli(["convert", vcon, "--to", "nope"]);
  expect(err).toContain("nope can't be written; these can: call-record, vcon");
  expect(code).toBe(2);
});
