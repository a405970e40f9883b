import { noteUnread } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestServices, testActor, testServices } from "../../services.contract.ts";
import { createApp } from "../app.ts";

let test: TestServices;
beforeAll(async () => {
  test = await testServices({ standards: ["dealer-recording"] });
});
afterAll(() => test.close());

async function note(name: string): Promise<string> {
  const id = test.services.newId("unr");
  const details = { where: `${name}:1:1`, expected: "a JSON value", found: "the end of the text" };
  const reason = { code: "input.malformed", details };
  const { kysely } = test.services.database;
  await noteUnread(kysely, { id, source: "pbx", name, reason, seenAt: test.services.now() });
  return id;
}

const keeper = testActor(["administrator"], ["intake.settle", "system.read", "system.manage"], { kind: "nobody" });
const all = testActor(["supervisor"], ["system.read"]);
const some = testActor(["supervisor"], ["intake.settle", "system.read"], { kind: "teams", teams: ["A"] });

const listed = async (actor: typeof all, language = "zh") => {
  const app = createApp(test.services, async () => actor);
  const answer = await app.request("/api/v1/unread", { headers: { "accept-language": language } });
  return ((await answer.json()) as { items: { id: string; reason: { code: string; title: string } }[] }).items;
};

it("says why in the reader's language", async () => {
  const id = await note("why.json");
  expect((await listed(all))[0]).toMatchObject({
    id,
    reason: { code: "input.malformed", title: "why.json:1:1:应为 一个 JSON 值,实际是 文本结束" },
  });
  expect((await listed(all, "en"))[0]?.reason.title).toBe(
    "why.json:1:1: expected a JSON value, found the end of the text",
  );
});

it("tells no number, in the name or in the reason", async () => {
  await note("13800138000.json");
  const said = JSON.stringify((await listed(all))[0]);
  expect(said).toContain(".json");
  expect(said).not.toContain("13800138000");
});

it("is seen to by who looks after the service, and is nothing to who sees some calls only", async () => {
  const id = await note("settled.json");
  const settle = (actor: typeof all) =>
    createApp(test.services, async () => actor).request(`/api/v1/unread/${id}/settle`, { method: "POST" });
  expect(await listed(some)).toEqual([]);
  expect((await settle(some)).status).toBe(404);
  expect((await settle(all)).status).toBe(403);
  expect((await listed(keeper)).map((one) => one.id)).toContain(id);
  expect((await settle(keeper)).status).toBe(204);
  expect((await listed(keeper)).map((one) => one.id)).not.toContain(id);
});
