import { putTeam } from "@tingheng/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, codeOf, newWorld, type World } from "../../people/people-world.contract.ts";

const day = 86_400_000;
let world: World;
let admin: Browser;
beforeAll(async () => {
  world = await newWorld();
  admin = await newAdmin();
});
afterAll(() => world.close());

const inDays = (days: number) => new Date(world.services.now().getTime() + days * day).toISOString();

async function made(wish: object = {}): Promise<{ id: string; key: string }> {
  const response = await admin.post("/api/v1/keys", {
    name: "录音上传",
    permissions: ["calls.write", "people.read"],
    scope: { kind: "teams", teams: ["t1"] },
    expiresAt: inDays(30),
    ...wish,
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; key: string };
}

const withKey = (key: string, method = "GET", path = "/api/v1/me", body?: unknown) =>
  world.browser().send(method, path, body, { authorization: `Bearer ${key}` });

describe("a key", () => {
  it("is shown once, kept as a hash, and does what it is for", async () => {
    const { id, key } = await made();
    expect(key).toMatch(/^thk_[0-9a-z]{26}_[\w-]{43}$/);
    const tables = await world.services.database.kysely.selectFrom("api_keys").selectAll().execute();
    expect(JSON.stringify(tables)).not.toContain(key.split("_").at(-1));
    expect(await (await withKey(key)).json()).toEqual({
      kind: "key",
      id,
      displayName: "录音上传",
      roles: [],
      permissions: ["calls.write", "people.read"],
      scope: { kind: "teams", teams: ["t1"] },
      pending: [],
    });
    expect((await withKey(key, "GET", "/api/v1/users")).status).toBe(200);
    expect((await withKey(key, "GET", "/api/v1/queues")).status).toBe(403);
    expect(world.audited.at(-1)).toMatchObject({ action: "key.made", subject: `key ${id}` });
    const listed = await (await admin.get("/api/v1/keys")).text();
    expect(listed).toContain(`"usedAt"`);
    expect(listed).not.toContain(key.slice(-43));
  });

  it("is worth nothing with a wrong secret, after its day, and when revoked", async () => {
    const { key } = await made({ expiresAt: inDays(1) });
    const other = await made();
    const wrong = [
      `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`,
      key.replace(/_[\w-]{43}$/, other.key.slice(-44)),
      key.replace("thk_", "thk_0"),
      "thk__",
      "",
    ];
    for (const text of wrong) expect([(await withKey(text)).status, text]).toEqual([401, text]);
    const header = await world.browser().send("GET", "/api/v1/me", undefined, { authorization: "Basic cm9vdDp4" });
    expect(header.status).toBe(401);
    expect((await withKey(key)).status).toBe(200);
    world.pass(day);
    expect((await withKey(key)).status).toBe(401);
    expect((await withKey(other.key)).status).toBe(200);
    admin = await newAdmin();
  });

  it("is revoked at once, and only once", async () => {
    const { id, key } = await made();
    expect((await admin.send("DELETE", `/api/v1/keys/${id}`)).status).toBe(204);
    expect((await withKey(key)).status).toBe(401);
    expect((await admin.send("DELETE", `/api/v1/keys/${id}`)).status).toBe(404);
    expect(world.audited.at(-1)).toMatchObject({ action: "key.revoked", subject: `key ${id}` });
  });

  it("never makes people or keys, has an end, and takes no field that is not known", async () => {
    const wish = { name: "x", permissions: ["calls.write"], scope: { kind: "all" }, expiresAt: inDays(1) };
    const answer = async (change: object) => codeOf(await admin.post("/api/v1/keys", { ...wish, ...change }));
    expect(await answer({ permissions: ["people.manage"] })).toBe("request.invalid");
    expect(await answer({ permissions: ["keys.manage"] })).toBe("request.invalid");
    expect(await answer({ permissions: [] })).toBe("request.invalid");
    expect(await answer({ madeBy: "somebody" })).toBe("request.invalid");
    expect(await answer({ expiresAt: inDays(0) })).toBe("key.expiry");
    expect(await answer({ expiresAt: inDays(732) })).toBe("key.expiry");
  });

  it("is a password too, for telephone systems that know nothing else", async () => {
    const { key } = await made();
    const basic = (name: string, password: string) =>
      world.browser().send("GET", "/api/v1/me", undefined, {
        authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
      });
    for (const name of ["", "pbx"]) expect((await basic(name, key)).status).toBe(200);
    expect(await (await basic("pbx", key)).json()).toMatchObject({
      kind: "key",
      permissions: ["calls.write", "people.read"],
    });
    expect((await basic(key, "")).status).toBe(401);
    expect((await basic("pbx", `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`)).status).toBe(401);
  });

  it("gives away only what its maker has", async () => {
    const answer = async (maker: Browser, permissions: readonly string[], scope: object) => {
      const response = await maker.post("/api/v1/keys", { name: "k", permissions, scope, expiresAt: inDays(1) });
      const { code, details } = (await response.json()) as { code?: string; details?: { right: string } };
      return response.ok ? "made" : `${code} ${details?.right}`;
    };
    const ofTeam = (team: string) => ({ kind: "teams", teams: [team] });
    expect(await answer(admin, ["calls.write", "system.read"], { kind: "all" })).toBe("made");
    expect(await answer(admin, ["calls.write", "calls.read"], ofTeam("t1"))).toBe("key.beyond-own calls.read");

    await putTeam(world.services.database.kysely, { id: "t1", name: "甲" });
    await world.user("root.boss", ["administrator", "supervisor"], { teams: ["t1"] });
    const both = world.browser();
    await both.logIn("root.boss");
    await both.enrol(world.services);
    expect(await answer(both, ["calls.read", "calls.write"], ofTeam("t1"))).toBe("made");
    for (const permission of ["calls.read", "calls.write"])
      for (const scope of [{ kind: "all" }, ofTeam("t2"), { kind: "agent", agentId: "8012" }])
        expect(await answer(both, [permission], scope)).toBe("key.beyond-own scope");
    expect(await answer(both, ["audit.read"], { kind: "nobody" })).toBe("key.beyond-own audit.read");
  });

  it("is no person: it has no password, sessions or second factor", async () => {
    const { key } = await made();
    for (const [method, path] of [
      ["GET", "/api/v1/me/sessions"],
      ["POST", "/api/v1/me/factor"],
      ["POST", "/api/v1/logout"],
    ] as const)
      expect(await codeOf(await withKey(key, method, path))).toBe("login.browser-only");
  });

  it("is listed page by page, to administrators only", async () => {
    const first = (await (await admin.get("/api/v1/keys?limit=2")).json()) as { items: { id: string }[]; next: string };
    const second = (await (await admin.get(`/api/v1/keys?limit=2&after=${first.next}`)).json()) as typeof first;
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    await world.user("boss", ["supervisor"]);
    const supervisor = world.browser();
    await supervisor.logIn("boss");
    expect((await supervisor.get("/api/v1/keys")).status).toBe(403);
  });
});

let admins = 0;
async function newAdmin(): Promise<Browser> {
  admins += 1;
  await world.user(`root.${admins}`, ["administrator"]);
  const browser = world.browser();
  await browser.logIn(`root.${admins}`);
  await browser.enrol(world.services);
  return browser;
}
