import { attemptsOf, findDelivery, findEndpoint, listDeliveries } from "@tingheng/store";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bothDatabases } from "../../../../store/src/database/both-databases.contract.ts";
import { until, untilTrue } from "../../../../store/src/until.contract.ts";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { announce } from "../../events/announce.ts";
import { createApp } from "../../http/app.ts";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";
import { type Received, type Receiver, receiver } from "./receiver.fixture.ts";

let test: TestServices;
let hook: Receiver;
let app: ReturnType<typeof createApp>;

async function ask(method: string, path: string, body?: unknown) {
  const response = await app.request(`/api/v1/webhooks${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

const make = async (kinds: readonly string[], url = hook.url) =>
  (await ask("POST", "", { url, kinds })).body as { id: string; secret: string };

const drop = (id: string) => ask("DELETE", `/${id}`);

async function arrived(count: number): Promise<Received[]> {
  await untilTrue(`${count} deliveries`, () => hook.received.length >= count);
  return [...hook.received];
}

function settled(id: string) {
  return until("a settled delivery", async () => {
    const delivery = await findDelivery(test.services.database.kysely, id);
    return delivery?.state === "waiting" ? undefined : delivery;
  });
}

/** Each a second after the one before: what is told in one instant has no order. */
function say(kind: "call.heard" | "call.judged", subject: string) {
  test.pass(1_000);
  return announce(test.services, test.services.database.kysely, [{ kind, subject, data: { score: 90 } }]);
}

const latest = async (id: string) => (await listDeliveries(test.services.database.kysely, id, 1, {}))[0];

/** As a receiver does it, at the time of the test's clock. */
function verified(secret: string, { body, headers }: Received): unknown {
  vi.useFakeTimers({ now: test.services.now(), toFake: ["Date"] });
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    vi.useRealTimers();
  }
}

describe.each(bothDatabases)("on $name", ({ open }) => {
  beforeAll(async () => {
    hook = await receiver();
    test = await testServices({
      database: await open(),
      working: true,
      standards: ["dealer-recording"],
      config: { TINGHENG_WEBHOOK_HOSTS: hook.host },
    });
    app = createApp(test.services, async () => mayAll);
  });
  afterAll(async () => {
    hook.close();
    await test.close();
  });

  it("tells a receiver what it asked for, signed, with nothing personal, and tells its secret once", async () => {
    const { id, secret } = await make(["call.judged"]);
    const before = hook.received.length;
    const record = {
      version: 1 as const,
      source: "test",
      id: "13800138000-1",
      agent: { id: "7", name: "王小明" },
      customer: { number: "13800138000" },
      turns: [{ speaker: "agent" as const, text: "您好,很高兴为您服务" }],
    };
    const [call] = await acceptCalls(test.services, [{ record }]);
    const came = (await arrived(before + 1))[before];
    expect(came && verified(secret, came)).toMatchObject({
      type: "call.judged",
      data: { id: call?.id, results: [{ standard: "dealer-recording" }] },
    });
    expect(came?.body).not.toMatch(/13800138000|王小明|您好/);
    expect(() => came && verified(`whsec_${Buffer.alloc(24).toString("base64")}`, came)).toThrow();
    expect(JSON.stringify((await ask("GET", `/${id}`)).body)).not.toContain("whsec_");
    const row = await findEndpoint(test.services.database.kysely, id);
    expect(row?.secret.toString("utf8")).not.toContain(secret.slice(6));
    expect((await ask("GET", `/${id}/deliveries`)).body.items).toHaveLength(1);
    await drop(id);
    expect(test.audited.filter(({ subject }) => subject === `webhook ${id}`)).toHaveLength(2);
  });

  it("signs with both secrets while one is being changed, with the new one alone afterwards", async () => {
    const { id, secret } = await make(["call.heard"]);
    const { secret: fresh } = (await ask("POST", `/${id}/secret`, { keepHours: 2 })).body as { secret: string };
    const before = hook.received.length;
    await say("call.heard", "call_1");
    const first = (await arrived(before + 1))[before];
    expect(first && verified(secret, first)).toEqual(first && verified(fresh, first));
    test.pass(3 * 3_600_000);
    await say("call.heard", "call_2");
    const second = (await arrived(before + 2))[before + 1];
    expect(second && verified(fresh, second)).toBeDefined();
    expect(() => second && verified(secret, second)).toThrow();
    await drop(id);
  });

  it("tries again until it is taken, writes every try down, and follows no redirect", async () => {
    const { id } = await make(["call.heard"]);
    const before = hook.received.length;
    hook.answers.push({ status: 500, text: "x".repeat(5_000) }, { status: 302, headers: { location: hook.url } });
    await say("call.heard", "call_3");
    const delivery = await latest(id);
    expect((await settled(delivery?.id ?? "")).state).toBe("delivered");
    expect(hook.received.length).toBe(before + 3);
    const ids = hook.received.slice(before).map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids)).toEqual(new Set([delivery?.eventId]));
    const log = await attemptsOf(test.services.database.kysely, delivery?.id ?? "");
    expect(log.map(({ status }) => status).sort()).toEqual([204, 302, 500]);
    expect(Math.max(...log.map(({ answer }) => answer.length))).toBe(2_000);
    expect((await findEndpoint(test.services.database.kysely, id))?.failingSince).toBeUndefined();
    await drop(id);
  });

  it("gives up after its tries; what failed is told again when somebody asks for it", async () => {
    const { id } = await make(["call.heard"]);
    hook.answers.push(...Array.from({ length: 8 }, () => ({ status: 503 })));
    await say("call.heard", "call_4");
    const { id: delivery = "" } = (await latest(id)) ?? {};
    expect(await settled(delivery)).toMatchObject({ state: "failed", tries: 8 });
    const since = "2026-01-01T00:00:00Z";
    expect((await ask("POST", `/${id}/replay`, { since })).body).toEqual({ count: 1 });
    expect((await settled(delivery)).state).toBe("delivered");
    const before = hook.received.length;
    expect((await ask("POST", `/${id}/deliveries/${delivery}/replay`)).status).toBe(202);
    expect((await settled(delivery)).state).toBe("delivered");
    expect(hook.received.length).toBe(before + 1);
    expect((await ask("GET", `/${id}/deliveries/${delivery}`)).body.attempts).toHaveLength(10);
    expect((await ask("GET", `/whk_other/deliveries/${delivery}`)).status).toBe(404);
    await drop(id);
  });

  it("disables a receiver that is gone, and one that fails for days; enabled again it is told", async () => {
    const { id } = await make(["call.heard"]);
    hook.answers.push({ status: 410 });
    await say("call.heard", "call_5");
    await settled((await latest(id))?.id ?? "");
    expect((await ask("GET", `/${id}`)).body).toMatchObject({ enabled: false, disabledWhy: "gone" });
    await say("call.heard", "call_6");
    expect((await ask("GET", `/${id}/deliveries`)).body.items).toHaveLength(1);

    expect((await ask("PATCH", `/${id}`, { enabled: true })).body).toMatchObject({ enabled: true });
    hook.answers.push(...Array.from({ length: 8 }, () => ({ status: 500 })));
    await say("call.heard", "call_7");
    await settled((await latest(id))?.id ?? "");
    test.pass(6 * 86_400_000);
    hook.answers.push({ status: 500 });
    await say("call.heard", "call_8");
    await settled((await latest(id))?.id ?? "");
    expect((await ask("GET", `/${id}`)).body).toMatchObject({ enabled: false, disabledWhy: "failing" });
    await drop(id);
  });

  it("asks nobody inside the house who is not listed", async () => {
    const other = await receiver();
    for (const url of [other.url, "http://169.254.169.254/latest", "http://[::1]:8080/", "https://localhost/"]) {
      const { id } = await make(["call.heard"], url);
      await say("call.heard", "call_9");
      const delivery = (await latest(id))?.id ?? "";
      const { state } = await settled(delivery);
      const [attempt] = await attemptsOf(test.services.database.kysely, delivery);
      expect([state, attempt?.error, attempt?.status]).toEqual(["failed", "fetch.internal", undefined]);
      await drop(id);
    }
    expect(other.received).toEqual([]);
    other.close();
    expect((await ask("POST", "", { url: "file:///etc/passwd", kinds: ["call.heard"] })).status).toBe(422);
    expect((await ask("POST", "", { url: "https://u:p@example.com", kinds: ["call.heard"] })).status).toBe(422);
    expect((await ask("POST", "", { url: hook.url, kinds: ["call.danced"] })).status).toBe(400);
  });

  it("sends a test to one receiver", async () => {
    const { id, secret } = await make(["call.set-aside"]);
    const before = hook.received.length;
    const { status, body } = await ask("POST", `/${id}/test`);
    expect(status).toBe(202);
    expect((await settled(body.id)).state).toBe("delivered");
    const came = hook.received[before];
    expect(came && verified(secret, came)).toMatchObject({ type: "webhook.test", data: { id } });
    await drop(id);
  });
});
