import { eventsAfter, findCall, startJobs } from "@tingheng/store";
import { afterAll, beforeAll, describe, it } from "vitest";
import { bothDatabases } from "../../../store/src/database/both-databases.contract.ts";
import { acceptCalls } from "../calls/accept-calls.ts";
import { startWork } from "../pipeline.ts";
import { type TestServices, testServices } from "../services.contract.ts";
import { judgeAloneStage, judgeStage } from "./judgement/judge-stage.ts";
import type { Stage } from "./stage.ts";

describe.concurrent.each(bothDatabases)("processes that end while they work, on $name", ({ open }) => {
  let test: TestServices;
  beforeAll(async () => {
    test = await testServices({ database: await open(), standards: ["dealer-recording"] });
  });
  afterAll(() => test.close());

  it("only the call that ends them each time is set aside", { timeout: 120_000 }, async ({ expect }) => {
    const { services } = test;
    const { kysely } = services.database;
    let [poison, unlucky] = ["", ""];
    const tried: string[][] = [];
    const alone = (id: string) => tried.filter((calls) => calls.length === 1 && calls[0] === id).length;
    // A batch whose handler fails as a whole comes back as one whose process died: all of it, and without a word of any call.
    const deadly = ({ rules, ...stage }: Stage): Stage => ({
      ...stage,
      rules:
        rules.steadySeconds === undefined
          ? { ...rules, retries: 0 }
          : { ...rules, retryDelaySeconds: 0, steadySeconds: 1 },
      handler: (given) => async (jobs, stopping) => {
        const calls = jobs.map(({ data }) => String((data as { call: string }).call));
        tried.push(calls);
        const endedFromOutside = calls.length > 1 || (calls.includes(unlucky) && alone(unlucky) <= 2);
        if (calls.includes(poison) || endedFromOutside) throw new Error("the process ended");
        return stage.handler(given)(jobs, stopping);
      },
    });
    const stages = [deadly(judgeStage), deadly(judgeAloneStage)];
    const jobs = await startJobs(services.database, { queues: stages.map(({ rules }) => rules), onError: () => {} });
    try {
      const turns = [{ speaker: "agent" as const, text: "您好,请问有什么可以帮您?" }];
      const incoming = Array.from({ length: 20 }, (_, index) => ({
        record: { version: 1 as const, source: "test", id: String(index), turns },
      }));
      const ids = (await acceptCalls({ ...services, jobs }, incoming)).map(({ id }) => id);
      const [first = "", second = "", ...others] = ids;
      [poison, unlucky] = [first, second];
      await startWork({ ...services, jobs }, jobs, stages);
      const stageOf = async (id: string) => (await findCall(kysely, id))?.stage;
      await expect.poll(() => stageOf(poison), { timeout: 100_000, interval: 500 }).toBe("setAside");
      await expect
        .poll(() => Promise.all([unlucky, ...others].map(stageOf)), { timeout: 60_000, interval: 500 })
        .toEqual([unlucky, ...others].map(() => "judged"));
    } finally {
      await jobs.stop(1_000);
    }
    expect(tried.filter((calls) => calls.length > 1).length).toBeGreaterThan(0);
    expect(alone(poison)).toBe(judgeAloneStage.rules.retries + 1);
    const asideRows = await kysely
      .selectFrom("calls")
      .select(["id", "stage_reason"])
      .where("stage", "=", "setAside")
      .execute();
    expect(asideRows).toEqual([{ id: poison, stage_reason: { code: "work.never-done", details: {} } }]);
    const told = await eventsAfter(kysely, "0-0", 1_000, { kinds: ["call.set-aside"] });
    expect(told.map(({ subject }) => subject)).toEqual([poison]);
  });
});
