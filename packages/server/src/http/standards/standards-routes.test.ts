import { readFileSync } from "node:fs";
import { permissionsOf } from "@tingheng/domain";
import { ownData } from "@tingheng/knowledge";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { mayAll, type TestServices, testActor, testServices } from "../../services.contract.ts";
import { importShipped } from "../../standards/import-standards.ts";
import { storedStandards } from "../../standards/stored-standards.ts";
import { createApp } from "../app.ts";

// A trial compiles standards in a thread of its own.
vi.setConfig({ testTimeout: 180_000 });

let test: TestServices;
let actor = mayAll;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  test = await testServices({ standards: ["english-basics"] });
  app = createApp(test.services, async () => actor);
});
afterAll(() => test.close());

interface Body {
  readonly id: string;
  readonly items: readonly { readonly id: string }[];
  readonly files: unknown;
  readonly warnings: readonly { readonly kind: string; readonly zh: string; readonly en: string }[];
  readonly next?: string;
}

interface Answer {
  readonly status: number;
  readonly body: Body;
}

const firstId = ({ body }: Answer): string => body.items[0]?.id ?? "";

async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await app.request(`/api/v1/${path}`, { method, ...init });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

const shipped = (name: string) => readFileSync(`${ownData}standards/english-basics/${name}`, "utf8");
const ofVersion = (version: string) => shipped("standard.yaml").replace(/^version: .*$/m, `version: ${version}`);
const filesOf = (version: string, more = "") => [
  { path: "standards/english-basics/standard.yaml", text: ofVersion(version) + more },
  { path: "standards/english-basics/cases.yaml", text: shipped("cases.yaml") },
];
const today = { version: 1, source: "test", id: "1", startedAt: "2026-03-02T09:14:05+08:00" } as const;

it("leads a version from import to retirement, and workers follow", async () => {
  await importShipped(test.services, ownData);
  const standards = storedStandards(test.services);
  const inForce = async (startedAt: string) =>
    (await standards.forCall({ ...today, startedAt })).find(({ id }) => id === "english-basics")?.version;

  const came = await ask("POST", "standards/import", { files: [...filesOf("1.9.0"), { path: "x.txt", text: "?" }] });
  expect(came).toMatchObject({ status: 200, body: { items: [{ outcome: "added" }], ignored: ["x.txt"] } });
  const id = firstId(came);
  expect(await ask("POST", "standards/import", { files: filesOf("1.9.0") })).toMatchObject({
    body: { items: [{ id, outcome: "unchanged" }] },
  });
  const changed = await ask("POST", "standards/import", { files: filesOf("1.9.0", "# more\n") });
  expect(changed).toMatchObject({ status: 409, body: { code: "standard.changed" } });
  expect((await ask("GET", `standards/${id}/export`)).body.files).toEqual(filesOf("1.9.0"));
  const file = await app.request(`/api/v1/standards/${id}/files/cases.yaml`);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(readFileSync(`${ownData}standards/english-basics/cases.yaml`));

  expect(await ask("POST", `standards/${id}/publish`, {})).toMatchObject({ body: { code: "standard.not-tested" } });
  const tested = await ask("POST", `standards/${id}/test`);
  expect(tested).toMatchObject({ status: 200, body: { passed: true, cases: { failed: 0 } } });
  expect((await ask("GET", `standards/${id}`)).body).toMatchObject({ state: "tested", test: tested.body });

  const out = await ask("POST", `standards/${id}/publish`, {});
  expect(out).toMatchObject({ status: 200, body: { validity: { from: "2026-03-02" } } });
  expect(out.body.warnings.every(({ zh, en }) => zh !== "" && en !== "")).toBe(true);
  test.pass(1_000);
  expect([await inForce("2026-03-02T08:00:00+08:00"), await inForce("2026-03-01T08:00:00+08:00")]).toEqual([
    "1.9.0",
    "1.0.0",
  ]);
  for (const [method, path, body] of [
    ["PUT", `standards/${id}/files`, { body: ofVersion("1.9.0") }],
    ["DELETE", `standards/${id}`, undefined],
    ["POST", `standards/${id}/test`, undefined],
  ] as const)
    expect(await ask(method, path, body)).toMatchObject({ status: 409, body: { code: "standard.not-draft" } });

  expect((await ask("POST", `standards/${id}/retire`, { lastDay: "2026-03-01" })).body).toMatchObject({
    state: "retired",
    validity: { from: "2026-03-02", to: "2026-03-01" },
  });
  test.pass(1_000);
  expect(await inForce("2026-03-02T08:00:00+08:00")).toBe("1.0.0");
  expect(test.audited.map(({ action }) => action)).toEqual([
    "standard.imported",
    "standard.tested",
    "standard.published",
    "standard.retired",
  ]);
});

it("says which case of a draft does not hold, and lets it be mended", async () => {
  const came = await ask("POST", "standards/import", { files: filesOf("1.9.1").slice(0, 1) });
  const id = firstId(came);
  expect((await ask("POST", `standards/${id}/test`)).body).toMatchObject({ passed: false });
  const clause = /^ {2}([A-Z][\w.-]*):$/m.exec(shipped("cases.yaml"))?.[1];
  const said = "thank you for calling";
  const wrong = `clauses:\n  ${clause}:\n    breaks:\n      - "坐席:${said}"\n    keeps:\n      - "坐席:${said}"\n`;
  expect(await ask("PUT", `standards/${id}/files`, { body: ofVersion("1.9.1"), cases: wrong })).toMatchObject({
    status: 200,
  });
  const failed = await ask("POST", `standards/${id}/test`);
  expect(failed.body).toMatchObject({ passed: false, cases: { failed: 1 }, failures: [{ clause, line: 6 }] });
  expect(await ask("PUT", `standards/${id}/files`, { body: ofVersion("1.9.2") })).toMatchObject({
    status: 409,
    body: { code: "standard.renamed" },
  });
  expect(await ask("PUT", `standards/${id}/files`, { body: "id: [" })).toMatchObject({
    status: 422,
    body: { code: "standard.invalid" },
  });
  const mended = { body: ofVersion("1.9.1"), cases: shipped("cases.yaml"), note: "mended" };
  expect((await ask("PUT", `standards/${id}/files`, mended)).body).toMatchObject({ state: "draft", note: "mended" });
  expect((await ask("POST", `standards/${id}/test`)).body).toMatchObject({ passed: true });
  expect(await ask("DELETE", `standards/${id}`)).toMatchObject({ status: 204 });
  expect(await ask("GET", `standards/${id}`)).toMatchObject({ status: 404, body: { code: "thing.not-found" } });
});

it("warns of another standard in force that can't be kept together with the one to be published", async () => {
  const body = `id: greeting-house
version: 1.0.0
title: 问候
sections: [{ id: s, title: 节, items: [{ id: i, title: 项, clauses: [G1] }] }]
prescribed: ["这不归我管"]
clauses:
  - { id: G1, title: 问候, text: 说您好, by: [T], rule: { forbid: { phrase: ["滚开"], by: agent } } }
`;
  const cases = 'clauses:\n  G1:\n    keeps: ["坐席:您好"]\n';
  const id = firstId(
    await ask("POST", "standards/import", {
      files: [
        { path: "standard.yaml", text: body },
        { path: "cases.yaml", text: cases },
      ],
    }),
  );
  expect((await ask("POST", `standards/${id}/test`)).body).toMatchObject({ passed: true });
  const { warnings } = (await ask("POST", `standards/${id}/publish`, {})).body;
  expect(warnings.map(({ kind }) => kind)).toContain("contradiction");
  expect((await ask("GET", `standards/${id}`)).body.warnings).toEqual(warnings);
});

it("assigns standards to calls, changes and takes back", async () => {
  const wish = { standard: "callback-survey", calls: { campaign: "care", direction: "outbound" } };
  const made = await ask("POST", "standard-assignments", wish);
  expect(made).toMatchObject({ status: 201, body: { ...wish, validity: {} } });
  const { id } = made.body;
  const standards = storedStandards(test.services);
  expect(await standards.forCall(today)).toEqual([]);
  const validity = { from: "2026-04-01" };
  expect((await ask("PUT", `standard-assignments/${id}`, { ...wish, validity })).body).toMatchObject({ id, validity });
  expect((await ask("GET", "standard-assignments")).body.items).toMatchObject([{ id }]);
  for (const bad of [
    { ...wish, standard: "nobody-knows" },
    { ...wish, extra: 1 },
    { ...wish, validity: { from: "2026-04-02", to: "2026-04-01" } },
  ])
    expect((await ask("POST", "standard-assignments", bad)).status).toBeGreaterThanOrEqual(400);
  expect((await ask("DELETE", `standard-assignments/${id}`)).status).toBe(204);
  expect((await ask("DELETE", `standard-assignments/${id}`)).status).toBe(404);
});

it("pages through all versions", async () => {
  const seen: string[] = [];
  for (let after = ""; ; ) {
    const { body } = await ask("GET", `standards?limit=4${after === "" ? "" : `&after=${after}`}`);
    seen.push(...body.items.map(({ id }) => id));
    if (body.next === undefined) break;
    after = body.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength((await ask("GET", "standards?limit=200")).body.items.length);
  expect(await ask("GET", "standards?after=nonsense")).toMatchObject({ status: 400 });
});

it("lets nobody do what their role may not", async () => {
  const roles = { agent: testActor(["agent"], [...permissionsOf(["agent"])]) };
  const inspector = testActor(["inspector"], [...permissionsOf(["inspector"])]);
  actor = roles.agent;
  expect((await ask("GET", "standards")).status).toBe(200);
  expect((await ask("POST", "standards/import", { files: filesOf("3.0.0") })).status).toBe(403);
  actor = inspector;
  expect((await ask("POST", "standards/import", { files: filesOf("3.0.0") })).status).toBe(200);
  expect((await ask("POST", "standards/stdv_x/publish", {})).status).toBe(403);
  expect((await ask("POST", "standard-assignments", {})).status).toBe(403);
  actor = mayAll;
});
