import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "@tingheng/domain";
import type { Job } from "@tingheng/store";
import { beforeEach, expect, it } from "vitest";
import { type Collector, type Facts, tracesTo, type Work } from "./traces.ts";

interface Made {
  readonly name: string;
  readonly parent: string | undefined;
  readonly facts: Facts;
  ended?: string | undefined;
}

let made: Made[] = [];
beforeEach(() => {
  made = [];
});

/** Places are what the span is called and how many came before it. */
const collector: Collector = {
  begin(work: Work, parent) {
    const own: Made = { name: work.name, parent: parent?.traceparent, facts: work.facts ?? {} };
    const traceparent = `${work.name} ${made.length}`;
    made.push(own);
    return {
      traceparent,
      rename: () => {},
      tell: (facts) => Object.assign(own.facts, facts),
      end: (failure) => {
        if ("ended" in own) throw new Error("ended twice");
        own.ended = failure;
      },
    };
  },
  close: async () => {},
};
const traces = tracesTo(collector);
const never = new AbortController().signal;
const job = (id: string, call: string, traceparent?: string): Job => ({ id, data: { call, traceparent }, tried: 0 });
const about = (data: unknown) => (data as { call?: string }).call;
const done = new Map<string, Error>();

it("nests what runs in what it runs in, whatever it waits for", async () => {
  const places = await traces.during({ name: "outer" }, async () => {
    await wait(1);
    const inner = () =>
      traces.during({ name: "inner" }, async () => {
        await wait(1);
        return traces.here();
      });
    return [traces.here(), ...(await Promise.all([inner(), inner()])), traces.here()];
  });
  expect(places).toEqual(["outer 0", "inner 1", "inner 2", "outer 0"]);
  expect(made.map(({ parent }) => parent)).toEqual([undefined, "outer 0", "outer 0"]);
  expect(traces.here()).toBeUndefined();
});

it("keeps several jobs that are done at once in their own traces", async () => {
  const jobs = [job("1", "call_a", "from a"), job("2", "call_b", "from b"), job("3", "call_c")];
  let places: unknown[] = [];
  const handler = traces.working({ rules: { name: "call.judge" }, about }, "call.judge", async () => {
    const judged = async () => [traces.here("call_a"), traces.here("call_b")];
    const seen = await traces.during({ name: "judge" }, judged, ["call_a", "call_b"]);
    places = [...seen, traces.here("call_c"), traces.here(), traces.here("call_unknown")];
    return new Map([["2", new AppError("call.held", { id: "call_b" })]]);
  });
  await handler(jobs, never);
  expect(places).toEqual(["judge 3", "judge 4", "job call.judge 2", undefined, undefined]);
  expect(made.map(({ name, parent, ended }) => [name, parent, ended])).toEqual([
    ["job call.judge", "from a", undefined],
    ["job call.judge", "from b", "call.held"],
    ["job call.judge", undefined, undefined],
    ["judge", "job call.judge 0", undefined],
    ["judge", "job call.judge 1", undefined],
  ]);
  expect(made[0]?.facts).toEqual({
    "tingheng.stage": "call.judge",
    "tingheng.queue": "call.judge",
    "tingheng.tried": 0,
    "tingheng.about": "call_a",
  });
});

it("lets a round of the clock, or one through all calls, not go on in what it sends", async () => {
  const sent: unknown[] = [];
  const round = traces.working({ rules: { name: "intake.scan" } }, "intake.scan", async () => {
    sent.push(traces.here(), await traces.during({ name: "part" }, async () => traces.here()));
    return done;
  });
  await round([{ id: "1", data: { watch: "x", traceparent: "from a request" }, tried: 2 }], never);
  expect(sent).toEqual([undefined, undefined]);
  expect(made.map(({ name, parent }) => [name, parent])).toEqual([
    ["job intake.scan", "from a request"],
    ["part", "job intake.scan 0"],
  ]);
});

it("says of what failed its code or kind alone, and ends everything", async () => {
  const failing = traces.working({ rules: { name: "q" }, about }, "q", async () => {
    throw new TypeError("王小明 13800138000");
  });
  await expect(failing([job("1", "call_a"), job("2", "call_b")], never)).rejects.toThrow(TypeError);
  const request = traces.serving({ name: "GET" }, undefined, async () => {
    await traces.during({ name: "part" }, async () => {
      throw new AppError("call.held", { id: "13800138000" });
    });
    return undefined;
  });
  await expect(request).rejects.toThrow(AppError);
  await traces.serving({ name: "POST" }, { traceparent: "outside" }, async () => "503");
  expect(made.map(({ name, ended }) => [name, ended])).toEqual([
    ["job q", "TypeError"],
    ["job q", "TypeError"],
    ["GET", "call.held"],
    ["part", "call.held"],
    ["POST", "503"],
  ]);
  expect(JSON.stringify(made)).not.toContain("13800138000");
});
