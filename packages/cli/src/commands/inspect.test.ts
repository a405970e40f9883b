import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Judgement } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { callLine, callLines, linesOf, runCli, scratch } from "../run-cli.contract.ts";

const dealer = ["--standard", "dealer-recording"];
const idsIn = (out: string) => linesOf<Judgement>(out).map(({ call }) => call.id);

describe("inputs that can't be read", () => {
  it("bad lines are named, the others are judged", async () => {
    using folder = scratch();
    const wrongSpeaker = JSON.stringify({
      version: 1,
      id: "x",
      source: "test",
      turns: [{ speaker: "boss", text: "喂" }],
    });
    folder.write("calls.ndjson", `${callLine("one")}${wrongSpeaker}\n{not json\n${callLine("two")}`);
    const { code, out, err } = await runCli(["inspect", "calls.ndjson", "--ndjson", ...dealer], {
      cwd: folder.path,
      input: "",
    });
    expect(idsIn(out)).toEqual(["one", "two"]);
    expect(err).toContain('calls.ndjson:2 $.turns[0].speaker: expected "agent" | "customer"');
    expect(err).toContain('found "boss"');
    expect(err).toMatch(/calls\.ndjson:3\b/);
    expect(err).toContain("judged 2 calls, 2 could not be read");
    expect(code).toBe(1);
  });

  it("where nothing can be judged, the exit code says so", async () => {
    using folder = scratch();
    const path = folder.write("calls.ndjson", "{not json\n");
    const { code, out } = await runCli(["inspect", path, "--json", ...dealer]);
    expect(JSON.parse(out)).toEqual([]);
    expect(code).toBe(2);
    expect((await runCli(["inspect", join(folder.path, "none.ndjson"), ...dealer])).code).toBe(2);
  });

  it("a missing, a broken and a stray file are told, and the rest is judged", async () => {
    using folder = scratch();
    const calls = join(folder.path, "calls");
    mkdirSync(calls);
    symlinkSync("nowhere", join(calls, "a-broken.ndjson"));
    symlinkSync("nowhere", join(calls, "b-broken.json"));
    folder.write("calls/c.ndjson", callLine("good"));
    folder.write("calls/letter.docx", "Dear Sir");
    const { code, out, err } = await runCli(["inspect", "missing.json", "calls", "--json", ...dealer], {
      cwd: folder.path,
      input: "",
    });
    expect((JSON.parse(out) as Judgement[]).map(({ call }) => call.id)).toEqual(["good"]);
    for (const name of ["missing.json", "calls/a-broken.ndjson", "calls/b-broken.json"])
      expect(err).toContain(`${name} does not exist`);
    expect(err).toContain("not read (no file of calls): calls/letter.docx");
    expect(code).toBe(1);
  });

  it("tables with tabs in a folder are read", async () => {
    using folder = scratch();
    mkdirSync(join(folder.path, "calls"));
    folder.write("calls/x.tsv", "通话编号\t角色\t内容\nt1\t客服\t您好\n");
    const { code, out } = await runCli(["inspect", join(folder.path, "calls"), "--json", ...dealer]);
    expect((JSON.parse(out) as Judgement[]).map(({ call }) => call.id)).toEqual(["t1"]);
    expect(code).toBe(0);
  });

  it("speaks the language that is asked for, and no other than the two", async () => {
    const wrong = (...lang: string[]) => runCli(["inspect", "missing.json", ...dealer, ...lang]);
    expect((await wrong("--lang=zh")).err).toContain("找不到 missing.json");
    expect((await wrong("--lang", "en")).err).toContain("missing.json does not exist");
    expect(await wrong("--lang", "fr")).toMatchObject({ code: 2, err: expect.stringContaining("zh, en") });
  });

  it.skipIf(process.platform !== "linux")("a file that fails while it is read is one failure", async () => {
    using folder = scratch();
    symlinkSync("/proc/self/mem", join(folder.path, "failing.ndjson"));
    const good = folder.write("good.ndjson", callLine("good"));
    const { code, out, err } = await runCli([
      "inspect",
      join(folder.path, "failing.ndjson"),
      good,
      "--ndjson",
      ...dealer,
    ]);
    expect(idsIn(out)).toEqual(["good"]);
    expect(err).toContain("failing.ndjson can't be read");
    expect(code).toBe(1);
  });
});

describe("wrong use", () => {
  it.each([
    [["--standard", "nope"], "there is no standard nope; known: "],
    [["--json", "--html", "x.html"], "one at a time"],
    [["--workers", "0"], "--workers 0: 1–256"],
    [["--roles", "0=boss"], "--roles 0=boss"],
    [["--format", "nope"], "--format nope: call-record, vcon"],
    [["--html", "/nonexistent/report.html"], "/nonexistent/report.html can't be written"],
  ])("%j ends with one sentence", async (args, sentence) => {
    using folder = scratch();
    const { code, out, err } = await runCli(["inspect", folder.write("a.ndjson", callLine("a")), ...args]);
    expect(err).toContain(sentence);
    expect(err).not.toContain("    at ");
    expect(out).toBe("");
    expect(code).toBe(2);
  });
});

describe("outputs", () => {
  it("reads a pipe and writes NDJSON to one", async () => {
    const { code, out } = await runCli(["inspect", "-", "--ndjson", "--workers", "1"], { input: callLines(3) });
    const judgements = linesOf<Judgement>(out);
    expect(new Set(judgements.map(({ call }) => call.id))).toEqual(new Set(["c0", "c1", "c2"]));
    expect(judgements.length % 3).toBe(0);
    expect(code).toBe(0);
  });

  it("writes a report with the words marked, its text escaped", async () => {
    using folder = scratch();
    const path = folder.write("a.ndjson", callLine('<b>"a"'));
    const report = join(folder.path, "report.html");
    const { code, err } = await runCli(["inspect", path, "--html", report]);
    const html = readFileSync(report, "utf8");
    expect(html).toMatch(/^<!doctype html>/);
    expect(html.trimEnd()).toMatch(/<\/html>$/);
    const marked = [...html.matchAll(/<mark[^>]*>([^<]*)<\/mark>/g)].map(([, text]) => text).join("");
    expect(marked).toContain("您听不明白我也没");
    expect(html).toContain("&lt;b&gt;");
    expect(html).not.toContain('<b>"a"');
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    expect(err).toContain(report);
    expect(code).toBe(0);
  });

  it("speaks the language of the locale, or the one that is asked for", async () => {
    using folder = scratch();
    const path = folder.write("a.ndjson", callLine("a"));
    const args = ["inspect", path, ...dealer];
    expect((await runCli(args, { input: "", locale: "zh_CN.UTF-8" })).err).toContain("已评判 1 通");
    expect((await runCli(args, { input: "", locale: "en_GB.UTF-8" })).err).toContain("judged 1 calls");
    expect((await runCli(["--lang", "zh", ...args], { input: "", locale: "C" })).err).toContain("已评判 1 通");
    const unknown = await runCli(["inspect", path, "--standard", "nope"], { input: "", locale: "zh_TW.UTF-8" });
    expect(unknown.err).toContain("没有标准 nope");
  });
});
