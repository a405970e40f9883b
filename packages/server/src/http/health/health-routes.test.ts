import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Actor } from "@tingheng/domain";
import { openPostgres } from "@tingheng/store";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { serviceLog } from "../../health/service-log.ts";
import { type TestServices, testActor, testServices } from "../../services.contract.ts";
import { createApp } from "../app.ts";

const canary = { name: "王小明金丝雀", number: "13800138000", word: "canaryword" };
const lines: string[] = [];
const log = serviceLog("debug", "all", { write: (line) => void lines.push(line) });
let test: TestServices;
let actor: Actor | undefined;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  test = await testServices({ log, config: { TINGHENG_PUBLIC_URL: "https://qa.example" } });
  app = createApp(test.services, async () => actor);
});
afterAll(() => test.close());

it("lives and is ready while its parts answer", async () => {
  expect((await app.request("/healthz")).status).toBe(200);
  const ready = await app.request("/readyz");
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { ready: true, checks: { database: "ok", storage: "ok" }, oldestJobSeconds: 0 },
  ]);
});

it("counts requests by pattern, jobs by queue and calls by stage", async () => {
  await acceptCalls(test.services, [
    { record: { version: 1, id: canary.number, source: "pbx", turns: [], agent: { id: "8001", name: canary.name } } },
  ]);
  await app.request(`/api/v1/calls/${canary.number}/sheet`);
  const text = await (await app.request("/metrics")).text();
  expect(text).toContain('tingheng_calls{stage="judging"} 1');
  expect(text).toMatch(/tingheng_jobs\{queue="call.judge",state="waiting"\} \d/);
  expect(text).toMatch(/request_duration_seconds_count\{route="\/api\/v1\/calls\/:id.*",method="GET",status="401"\} 1/);
  expect(text).toContain("tingheng_nodejs_eventloop_lag_seconds");
});

it("gives figures over a proxy or on an open address only to who may read the system", async () => {
  const proxied = { headers: { "x-forwarded-for": "10.1.2.3" } };
  expect((await app.request("/metrics", proxied)).status).toBe(401);
  actor = testActor(["agent"], ["calls.read"]);
  expect((await app.request("/metrics", proxied)).status).toBe(403);
  actor = testActor(["auditor"], ["system.read"]);
  expect((await app.request("/metrics", proxied)).status).toBe(200);
  actor = undefined;
});

it("writes no name, number or search word of anybody into the log or the figures", async () => {
  for (const path of [
    `/api/v1/calls?q=${encodeURIComponent(canary.name)}&x=${canary.word}`,
    `/api/v1/calls/${canary.number}`,
    `/nowhere/${canary.word}/${encodeURIComponent(canary.name)}`,
  ])
    await app.request(path);
  await app.request("/api/v1/login", {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://qa.example" },
    body: `{"name": "${canary.word}", "password": ${canary.name}`,
  });
  log.error({ err: new SyntaxError(`Unexpected token, "${canary.name} ${canary.number}" is not JSON`) }, "x");
  log.error({ err: Object.assign(new Error(`Key (name)=(${canary.name})`), { detail: canary.number }) }, "x");
  const said = lines.join("") + (await (await app.request("/metrics")).text());
  for (const secret of Object.values(canary)) expect(said).not.toContain(secret);
  expect(said).not.toContain(encodeURIComponent(canary.name));
  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "answered");
  expect(answered).toContainEqual(expect.objectContaining({ route: "none", method: "GET", status: 404 }));
});

it("tells browsers to stay with HTTPS only where the service is reached by it", async () => {
  expect((await app.request("/healthz")).headers.get("strict-transport-security")).toBe("max-age=31536000");
  const plain = createApp(
    { ...test.services, config: { ...test.services.config, public_url: undefined } },
    async () => undefined,
  );
  expect((await plain.request("/healthz")).headers.get("strict-transport-security")).toBeNull();
});

it("is not ready while the database is away, and ready again when it is back", async () => {
  const way = await openWay(new URL(inject("postgresUrl")));
  const database = await openPostgres({ url: way.url });
  const cut = createApp({ ...test.services, database }, async () => undefined);
  try {
    expect((await cut.request("/readyz")).status).toBe(200);
    await way.close();
    const away = await cut.request("/readyz");
    expect([away.status, await away.json()]).toMatchObject([503, { ready: false, checks: { database: "failed" } }]);
    expect((await cut.request("/healthz")).status).toBe(200);
    await way.open();
    expect((await cut.request("/readyz")).status).toBe(200);
  } finally {
    await database.close();
    await way.close();
  }
});

/** A way to a server that can be cut. */
async function openWay(to: URL) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    near.pipe(far).pipe(near);
  });
  const open = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await open(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(to);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    open: () => open(port),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        sockets.clear();
      }),
  };
}
