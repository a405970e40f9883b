import { findCall, judgementsOf, updateCall } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { type TestServices, testServices } from "../../services.contract.ts";
import { judgeStage } from "../judgement/judge-stage.ts";
import { straysStage } from "./strays-stage.ts";

let test: TestServices;
beforeAll(async () => {
  test = await testServices({ standards: ["dealer-recording"] });
});
afterAll(() => test.close());

const run = (stage: typeof judgeStage, data: unknown) =>
  stage.handler(test.services)([{ id: "1", data, tried: 0 }], AbortSignal.timeout(60_000));
const call = { version: 1 as const, source: "strays", id: "1", turns: [{ speaker: "agent" as const, text: "您好" }] };

it("judges by what is known where the recording never came", async () => {
  const bare = { version: 1 as const, source: "strays", id: "bare", ring: { ms: 20_000 } };
  const [accepted] = await acceptCalls(test.services, [{ record: bare }]);
  expect(accepted?.stage).toBe("waiting");
  const id = accepted?.id ?? "";
  await run(straysStage, {});
  expect((await findCall(test.services.database.kysely, id))?.stage).toBe("waiting");
  test.pass(25 * 3_600_000);
  await run(straysStage, {});
  expect((await findCall(test.services.database.kysely, id))?.stage).toBe("judging");
  await run(judgeStage, { call: id });
  const sheets = await judgementsOf(test.services.database.kysely, id);
  expect(sheets.map(({ judgement }) => judgement.provisional)).toEqual([true]);
});

it("sends a call that changed while it was judged to be judged again", async () => {
  const [accepted] = await acceptCalls(test.services, [{ record: call }]);
  const id = accepted?.id ?? "";
  const { judges, database, now, jobs } = test.services;
  const sent: string[] = [];
  const watched: typeof jobs = {
    ...jobs,
    send: (some, within) => {
      sent.push(...some.map(({ queue, key }) => `${queue} ${key}`));
      return jobs.send(some, within);
    },
  };
  const slow: typeof judges = {
    ...judges,
    // Between reading the call and keeping its judgement somebody else writes it, and finds its job still waiting.
    async judge(task) {
      const judged = await judges.judge(task);
      const kept = await findCall(database.kysely, id);
      if (kept === undefined) throw new Error("the call is gone");
      const keeping = { customerKey: undefined, retentionClass: "default", deleteAfter: undefined, folded: undefined };
      await updateCall(database.kysely, { ...kept, ...keeping }, now());
      return judged;
    },
  };
  await judgeStage.handler({ ...test.services, judges: slow, jobs: watched })(
    [{ id: "1", data: { call: id }, tried: 0 }],
    AbortSignal.timeout(60_000),
  );
  expect(await judgementsOf(database.kysely, id)).toEqual([]);
  expect(await findCall(database.kysely, id)).toMatchObject({ stage: "judging", revision: 2 });
  expect(sent).toEqual([`call.judge ${id}`]);
});
