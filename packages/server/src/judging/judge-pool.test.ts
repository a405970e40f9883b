import { ownData } from "@tingheng/knowledge";
import { expect, it } from "vitest";
import { judgePool } from "./judge-pool.ts";

it("ends a thread that is at one task for too long, and goes on with the others", async () => {
  const pool = judgePool(1, { knowledge: ownData }, 1);
  const task = { standards: [], questionnaires: [] };
  const call = { callId: "call_1", record: new Uint8Array() };
  try {
    const outcomes = await Promise.allSettled([
      pool.judge({ ...task, calls: [call] }),
      pool.judge({ ...task, calls: [call, call] }),
      pool.questions(task),
    ]);
    expect(outcomes.map((one) => one.status === "rejected" && [one.reason.code, one.reason.message])).toEqual([
      ["call.judging-too-long", expect.stringContaining("longer than 1 seconds")],
      [undefined, "judging took longer than 1 seconds"],
      [undefined, "judging took longer than 1 seconds"],
    ]);
  } finally {
    await pool.close();
  }
});
