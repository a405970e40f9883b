// Long runs: several workers, a reader that goes away, and a person who presses Ctrl-C.
import type { Judgement } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { callLines, linesOf, runCli, scratch } from "../run-cli.contract.ts";

const dealer = ["--standard", "dealer-recording"];

it("two workers write the same bytes as one", async () => {
  using folder = scratch();
  const path = folder.write("calls.ndjson", callLines(640, 8_000));
  const run = (workers: string) => runCli(["inspect", path, "--ndjson", "--workers", workers, ...dealer]);
  const one = await run("1");
  const two = await run("2");
  expect(linesOf<Judgement>(one.out)).toHaveLength(640);
  expect(two.out === one.out).toBe(true);
  expect(two.err).toBe(one.err);
});

describe("Ctrl-C", () => {
  it.each(["1", "2"])("leaves valid JSON, with %s at work", async (workers) => {
    using folder = scratch();
    const path = folder.write("calls.ndjson", callLines(6_000, 4_000));
    const { code, out, err } = await runCli(["inspect", path, "--json", "--workers", workers, ...dealer], {
      input: "",
      started: (child) => {
        child.stdout.once("data", () => child.stdout.once("data", () => child.kill("SIGINT")));
      },
    });
    const judgements = JSON.parse(out) as Judgement[];
    expect(judgements.length).toBeGreaterThan(0);
    expect(judgements.length).toBeLessThan(6_000);
    expect(err).toContain("finishing; what is done is kept");
    expect(code).toBe(130);
  });

  it("ends a run that waits for more input", async () => {
    const { code, out } = await runCli(["inspect", "-", "--json", "--workers", "1", ...dealer], {
      input: undefined,
      started: (child) => {
        child.stdin.write(callLines(3));
        child.stdout.once("data", () => child.kill("SIGINT"));
      },
    });
    expect(JSON.parse(out)).toEqual([]);
    expect(code).toBe(130);
  });
});

describe("a reader that has enough", () => {
  it.each([
    ["inspect", ["--ndjson", "--workers", "1", ...dealer]],
    ["inspect", ["--ndjson", "--workers", "2", ...dealer]],
    ["convert", []],
  ])("%s %j ends quietly", async (command, args) => {
    using folder = scratch();
    const path = folder.write("calls.ndjson", callLines(6_000, 4_000));
    const { code, err } = await runCli([command, path, ...args], {
      input: "",
      started: (child) => {
        child.stdout.once("data", () => child.stdout.destroy());
      },
    });
    expect(err).toBe("");
    expect(code).toBe(0);
  });
});
