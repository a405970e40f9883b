import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareFirstAdministrator } from "../../people/first-administrator.ts";
import { codeOf, goodPassword, newWorld, type World } from "../../people/people-world.contract.ts";

const minute = 60_000;
let world: World;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

const me = "/api/v1/me";

describe("the first administrator", () => {
  it("is made with the token from the log, once", async () => {
    const browser = world.browser();
    expect(await (await browser.get("/api/v1/login")).json()).toEqual({ setUp: true });
    await prepareFirstAdministrator(world.services);
    const token = /"setupToken":"([\w-]+)"/.exec(world.logged.join(""))?.[1];
    const wish = { token, name: "Root", password: "a long enough one" };
    expect(await codeOf(await browser.post("/api/v1/setup", { ...wish, token: "x" }))).toBe("setup.refused");
    expect(await codeOf(await browser.post("/api/v1/setup", { ...wish, password: "short" }))).toBe(
      "password.too-short",
    );
    expect((await browser.post("/api/v1/setup", wish)).status).toBe(204);
    expect(await codeOf(await browser.post("/api/v1/setup", { ...wish, name: "other" }))).toBe("setup.refused");
    expect(await (await browser.get("/api/v1/login")).json()).toEqual({ setUp: false });
    expect((await browser.post("/api/v1/login", { name: " ROOT ", password: wish.password })).status).toBe(204);
    expect(await (await browser.get(me)).json()).toMatchObject({ permissions: [], pending: ["factor"] });
  });

  it("is made from settings, however often the service starts", async () => {
    const other = await newWorld({
      TINGHENG_ADMIN_NAME: "Boss",
      TINGHENG_ADMIN_PASSWORD: "一个足够长的管理员用的密码",
    });
    await Promise.all([prepareFirstAdministrator(other.services), prepareFirstAdministrator(other.services)]);
    await prepareFirstAdministrator(other.services);
    expect(other.audited.map(({ action }) => action)).toEqual(["user.created"]);
    expect(other.logged).toEqual([]);
    const login = { name: "boss", password: "一个足够长的管理员用的密码" };
    expect((await other.browser().post("/api/v1/login", login)).status).toBe(204);
    await other.close();
  });
});

describe("a login", () => {
  it("gives a cookie that only the browser and HTTPS carry, and nothing else knows", async () => {
    await world.user("wang", ["inspector"]);
    const browser = world.browser();
    const response = await browser.logIn("wang");
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-tingheng=[\w-]{43}; /);
    expect(cookie.split("; ").slice(1).sort()).toEqual([
      "HttpOnly",
      "Max-Age=43200",
      "Path=/",
      "SameSite=Lax",
      "Secure",
    ]);
    const kept = JSON.stringify(await world.services.database.kysely.selectFrom("sessions").selectAll().execute());
    expect(kept).not.toContain(browser.cookies.get("__Host-tingheng"));
    expect(await (await browser.get(me)).json()).toMatchObject({ kind: "person", scope: { kind: "all" }, pending: [] });
    expect(world.audited.at(-1)).toMatchObject({ action: "login.succeeded" });
  });

  it("over plain HTTP on this machine works without HTTPS", async () => {
    const { sessionCookie } = await import("../../people/cookies.ts");
    const { config } = world.services;
    const named = (settings: object) => sessionCookie({ ...config, public_url: undefined, ...settings }).name;
    expect(named({ host: "127.0.0.1" })).toBe("tingheng");
    expect(named({ host: "::1" })).toBe("tingheng");
    expect(named({ host: "0.0.0.0" })).toBe("__Host-tingheng");
    expect(named({ host: "127.0.0.1", public_url: "https://qa.example.com" })).toBe("__Host-tingheng");
    expect(named({ host: "127.0.0.1", secure_cookies: true })).toBe("__Host-tingheng");
  });

  it("says the same for a wrong password, an unknown name and a disabled account", async () => {
    const id = await world.user("gone", ["inspector"]);
    await world.services.database.kysely
      .updateTable("users")
      .set({ disabled_at: world.services.now() })
      .where("id", "=", id)
      .execute();
    const wrong = await world.browser().logIn("wang", { password: "wrong" });
    const unknown = await world.browser().logIn("nobody");
    const disabled = await world.browser().logIn("gone");
    const texts = await Promise.all([wrong, unknown, disabled].map((response) => response.text()));
    expect(new Set(texts).size).toBe(1);
    expect([wrong, unknown, disabled].map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(wrong.headers.get("set-cookie")).toBeNull();
    expect(world.audited.slice(-3).map(({ action, subject }) => [action, subject === "user unknown"])).toEqual([
      ["login.failed", false],
      ["login.failed", true],
      ["login.failed", false],
    ]);
  });

  it("is tried five times a minute by name and address, whoever it is", async () => {
    await world.user("target", ["agent"], { agentId: "1001" });
    for (const name of ["target", "no-such-person"]) {
      const attacker = world.browser("198.51.100.7");
      const statuses: number[] = [];
      for (let count = 0; count < 5; count += 1)
        statuses.push((await attacker.logIn(name, { password: `guess ${count}` })).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401]);
      const refused = await attacker.logIn(name);
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
    }
    expect((await world.browser("198.51.100.8").logIn("target")).status).toBe(204);
    world.pass(minute);
    expect((await world.browser("198.51.100.7").logIn("target")).status).toBe(204);
  });

  it("leaves no session of before behind, and takes no token that it did not give", async () => {
    const browser = world.browser();
    await browser.logIn("wang");
    const before = world.browser();
    before.cookies.set("__Host-tingheng", browser.cookies.get("__Host-tingheng") ?? "");
    await browser.logIn("wang");
    expect((await browser.get(me)).status).toBe(200);
    expect((await before.get(me)).status).toBe(401);
    before.cookies.set("__Host-tingheng", "a".repeat(43));
    expect((await before.get(me)).status).toBe(401);
    await before.logIn("wang");
    expect(before.cookies.get("__Host-tingheng")).not.toBe("a".repeat(43));
  });

  it("takes no field that it does not know", async () => {
    const response = await world.browser().logIn("wang", { roles: ["administrator"] });
    expect([response.status, await codeOf(response)]).toEqual([400, "request.invalid"]);
  });
});

describe("a session", () => {
  it("ends after 30 minutes without a request", async () => {
    const browser = world.browser();
    await browser.logIn("wang");
    world.pass(29 * minute);
    expect((await browser.get(me)).status).toBe(200);
    world.pass(29 * minute);
    expect((await browser.get(me)).status).toBe(200);
    world.pass(30 * minute);
    expect((await browser.get(me)).status).toBe(401);
  });

  it("ends after 12 hours in any case", async () => {
    const browser = world.browser();
    await browser.logIn("wang");
    for (let passed = 20; passed < 12 * 60; passed += 20) {
      world.pass(20 * minute);
      expect((await browser.get(me)).status).toBe(200);
    }
    world.pass(20 * minute);
    expect((await browser.get(me)).status).toBe(401);
  });

  it("is listed and ended by its person, and by nobody else", async () => {
    await world.user("zhao", ["inspector"]);
    const [here, there, stranger] = [world.browser("192.0.2.7"), world.browser(), world.browser()];
    for (const browser of [here, there]) await browser.logIn("zhao");
    await stranger.logIn("wang");
    const list = async () =>
      ((await (await here.get(`${me}/sessions`)).json()) as { items: { id: string; current: boolean }[] }).items;
    const items = await list();
    expect(items).toMatchObject([{ via: "password" }, { via: "password" }]);
    const elsewhere = items.find(({ current }) => !current)?.id;
    expect((await stranger.send("DELETE", `${me}/sessions/${elsewhere}`)).status).toBe(404);
    expect((await here.send("DELETE", `${me}/sessions/${elsewhere}`)).status).toBe(204);
    expect((await there.get(me)).status).toBe(401);
    await there.logIn("zhao");
    expect(await (await here.send("DELETE", `${me}/sessions`)).json()).toEqual({ ended: 1 });
    expect(await list()).toHaveLength(1);
  });

  it("ends with the logout, also for who kept its cookie", async () => {
    const browser = world.browser();
    await browser.logIn("wang");
    const thief = world.browser();
    thief.cookies.set("__Host-tingheng", browser.cookies.get("__Host-tingheng") ?? "");
    expect((await thief.get(me)).status).toBe(200);
    expect((await browser.post("/api/v1/logout")).status).toBe(200);
    expect(browser.cookies.size).toBe(0);
    expect((await thief.get(me)).status).toBe(401);
    expect(world.audited.at(-1)).toMatchObject({ action: "login.ended" });
  });

  it("is not used by pages of other sites, in browsers old and new", async () => {
    const browser = world.browser();
    await browser.logIn("wang");
    const foreign: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "https://qa.example.com.evil.example" },
      { origin: "null" },
    ];
    for (const headers of foreign)
      expect((await browser.send("POST", "/api/v1/logout", undefined, headers)).status).toBe(403);
    const own: Record<string, string>[] = [
      { "sec-fetch-site": "same-origin", origin: "https://qa.example.com" },
      { origin: "https://qa.example.com" },
    ];
    for (const headers of own) {
      await browser.logIn("wang");
      expect((await browser.send("POST", "/api/v1/logout", undefined, headers)).status).toBe(200);
    }
  });
});

describe("the own password", () => {
  it("is changed by who knows it, and then other sessions end and this one goes on", async () => {
    await world.user("sun.li", ["trainer"]);
    const [here, there] = [world.browser(), world.browser()];
    for (const browser of [here, there]) await browser.logIn("sun.li");
    const token = here.cookies.get("__Host-tingheng");
    const change = (current: string, next: string) => here.post(`${me}/password`, { current, next });
    expect(await codeOf(await change("wrong", "another long one 1"))).toBe("password.wrong");
    expect(await codeOf(await change(goodPassword, "short"))).toBe("password.too-short");
    expect(await codeOf(await change(goodPassword, "Password1234"))).toBe("password.common");
    expect(await codeOf(await change(goodPassword, "aaaaaaaaaaaaaa"))).toBe("password.common");
    world.pass(minute);
    expect(await codeOf(await change(goodPassword, "my SUN.LI password"))).toBe("password.has-name");
    expect((await change(goodPassword, "another long one 1")).status).toBe(204);
    expect(here.cookies.get("__Host-tingheng")).not.toBe(token);
    expect((await here.get(me)).status).toBe(200);
    expect((await there.get(me)).status).toBe(401);
    expect((await there.logIn("sun.li")).status).toBe(401);
    expect((await there.logIn("sun.li", { password: "another long one 1" })).status).toBe(204);
  });
});
