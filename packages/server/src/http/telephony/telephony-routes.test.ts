import { afterAll, beforeAll, expect, it } from "vitest";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";
import type { Api } from "../api.ts";
import { createApp } from "../app.ts";

let test: TestServices;
let app: Api;
beforeAll(async () => {
  test = await testServices();
  app = createApp(test.services, async () => mayAll);
});
afterAll(() => test.close());

async function push(text: string) {
  const init = { method: "POST", body: text, headers: { "content-type": "text/plain" } };
  const answer = await app.request("/api/v1/telephony/metadata-table?name=calls.csv", init);
  const body = (await answer.json()) as { calls: { externalId: string }[]; problems: { where: string }[] };
  return { status: answer.status, body };
}

it("says which row can't be kept, takes the others, and is not held up by it later", async () => {
  const header = "通话编号,通话时间,技能组";
  const queue = "q".repeat(600);
  const first = await push(`${header}\nodd,2026-03-05 09:00:00,${queue}\ngood,2026-03-05 09:10:00,sales\n`);
  expect(first.status).toBe(200);
  expect(first.body.calls.map(({ externalId }) => externalId)).toEqual(["good"]);
  expect(first.body.problems).toMatchObject([{ where: "metadata-table odd $.queue" }]);
  const second = await push(`${header}\nlater,2026-03-05 09:20:00,sales\n`);
  expect(second.body.calls.map(({ externalId }) => externalId)).toEqual(["later"]);
  expect(second.body.problems).toEqual([]);
});
