import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
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

it("walks folders as inspect does, and tells what it leaves", async () => {
  using folder = scratch();
  mkdirSync(join(folder.path, "calls", "inner"), { recursive: true });
  mkdirSync(join(folder.path, "empty"));
  folder.write("calls/b.ndjson", `${callLine("two")}{"version":2}\n`);
  folder.write("calls/inner/a.ndjson", callLine("one"));
  folder.write("calls/letter.docx", "Dear Sir");
  folder.write("calls/heard.wav", "RIFF");
  folder.write("calls/heard.json", callLine("three"));
  symlinkSync("nowhere", join(folder.path, "calls", "z-broken.json"));
  const { code, out, err } = await runCli(["convert", "calls", "empty"], { cwd: folder.path, input: "" });
  expect(linesOf<CallRecord>(out).map(({ id }) => id)).toEqual(["two", "three", "one"]);
  expect(err).toContain("calls/b.ndjson:2 $.version");
  expect(err).toContain("calls/z-broken.json does not exist");
  for (const name of ["letter.docx", "heard.wav"]) expect(err).toContain(`not read (no file of calls): calls/${name}`);
  expect(err).toContain("3 converted, 2 failed");
  expect(err).not.toContain("EISDIR");
  expect(code).toBe(1);
});

it("says of a recording that is named that it holds no calls", async () => {
  using folder = scratch();
  const { code, err } = await runCli(["convert", folder.write("heard.wav", "RIFF")]);
  expect(err).toContain("heard.wav is neither a recording that is known nor calls in a known format");
  expect(code).toBe(2);
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
