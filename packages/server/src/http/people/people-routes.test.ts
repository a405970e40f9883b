import { afterAll, beforeAll, expect, it } from "vitest";
import { type Browser, codeOf, goodPassword, newWorld, type World } from "../../people/people-world.contract.ts";

let world: World;
let admin: Browser;
let adminId: string;
beforeAll(async () => {
  world = await newWorld();
  adminId = await world.user("root", ["administrator"]);
  admin = world.browser();
  await admin.logIn("root");
  await admin.enrol(world.services);
  for (const id of ["t1", "t2"]) await admin.send("PUT", `/api/v1/teams/${id}`, { name: `${id} 班` });
});
afterAll(() => world.close());

interface Shown {
  readonly id: string;
  readonly name: string;
}
const wish = { displayName: "陈静", roles: ["agent"], teams: ["t1"], agentId: "1001", password: goodPassword };
const create = (name: string, change: object = {}) => admin.post("/api/v1/users", { ...wish, name, ...change });
const edit = (id: string, change: object) => admin.send("PATCH", `/api/v1/users/${id}`, change);
const names = async (browser: Browser, query = "") =>
  ((await (await browser.get(`/api/v1/users${query}`)).json()) as { items: Shown[] }).items.map(({ name }) => name);

it("an account is created, and its password changed before anything else", async () => {
  const response = await create("Chen.Jing");
  const user = (await response.json()) as Shown;
  expect([response.status, user]).toEqual([201, expect.objectContaining({ name: "chen.jing", hasFactor: false })]);
  expect(JSON.stringify(user)).not.toContain("argon2");
  expect(world.audited.at(-1)).toEqual({ actor: adminId, action: "user.created", subject: `user ${user.id}` });
  const browser = world.browser();
  await browser.logIn("chen.jing");
  expect(await (await browser.get("/api/v1/me")).json()).toMatchObject({
    pending: ["password"],
    permissions: [],
    scope: { kind: "nobody" },
  });
  await browser.post("/api/v1/me/password", { current: goodPassword, next: "my very own 密码 here" });
  expect(await (await browser.get("/api/v1/me")).json()).toMatchObject({
    pending: [],
    scope: { kind: "agent", agentId: "1001" },
  });
});

it("an account is refused with a taken name, an unknown team, a weak password or an unknown field", async () => {
  const codes = [
    await create("chen.jing"),
    await create("new", { teams: ["t1", "t9"] }),
    await create("new", { password: "too short" }),
    await create("new.name", { password: "xx new.name xx" }),
    await create("new", { roles: ["root"] }),
    await create("new", { passwordHash: "x" }),
    await create("new", { id: "usr_mine" }),
    await create("a b"),
  ].map(codeOf);
  expect(await Promise.all(codes)).toEqual([
    "user.name-taken",
    "team.unknown",
    "password.too-short",
    "password.has-name",
    ...Array<string>(4).fill("request.invalid"),
  ]);
});

it("an account that is disabled is out at once, and comes back when enabled", async () => {
  const id = await world.user("leaves", ["inspector"]);
  const browser = world.browser();
  await browser.logIn("leaves");
  expect(await (await edit(id, { disabled: true })).json()).toMatchObject({ disabled: true });
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  expect((await browser.logIn("leaves")).status).toBe(401);
  await edit(id, { disabled: false });
  expect((await browser.logIn("leaves")).status).toBe(204);
  expect(world.audited.filter(({ subject }) => subject === `user ${id}`).map(({ action }) => action)).toEqual([
    "login.succeeded",
    "user.disabled",
    "login.failed",
    "user.enabled",
    "login.succeeded",
  ]);
});

it("other roles end the sessions; another team only changes what is seen", async () => {
  const id = await world.user("grows", ["teamLeader"], { teams: ["t1"] });
  const browser = world.browser();
  await browser.logIn("grows");
  await edit(id, { teams: ["t1", "t2"] });
  expect(await (await browser.get("/api/v1/me")).json()).toMatchObject({
    scope: { kind: "teams", teams: ["t1", "t2"] },
  });
  await edit(id, { roles: ["supervisor"], teams: [] });
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  await browser.logIn("grows");
  expect(await (await browser.get("/api/v1/me")).json()).toMatchObject({ scope: { kind: "all" } });
});

it("the last administrator with a password of this service stays, also beside single sign-on", async () => {
  const { kysely } = world.services.database;
  const elsewhere = await world.user("sso.root", ["administrator"]);
  await kysely.updateTable("users").set({ password_hash: null }).where("id", "=", elsewhere).execute();
  for (const change of [{ disabled: true }, { roles: ["supervisor"] }, { roles: [] }])
    expect(await codeOf(await edit(adminId, change))).toBe("user.last-administrator");
  const second = await world.user("second.root", ["administrator"]);
  expect((await edit(second, { roles: ["supervisor"] })).status).toBe(200);
  expect((await edit(elsewhere, { disabled: true })).status).toBe(200);
});

it("a password and a factor are reset by administrators, and then sessions end", async () => {
  const id = await world.user("forgot", ["inspector"]);
  const browser = world.browser();
  await browser.logIn("forgot");
  await browser.enrol(world.services);
  expect((await admin.post(`/api/v1/users/${id}/password`, { password: "for the first time" })).status).toBe(204);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  expect((await admin.send("DELETE", `/api/v1/users/${id}/factor`)).status).toBe(204);
  expect(await codeOf(await admin.send("DELETE", `/api/v1/users/${id}/factor`))).toBe("factor.missing");
  expect((await browser.logIn("forgot", { password: "for the first time" })).status).toBe(204);
  expect(await (await browser.get("/api/v1/me")).json()).toMatchObject({ pending: ["password"] });
  expect(await (await admin.send("DELETE", `/api/v1/users/${id}/sessions`)).json()).toEqual({ ended: 1 });
  expect((await browser.get("/api/v1/me")).status).toBe(401);
});

it("a team leader sees the people of the own teams, and of others not even that they are there", async () => {
  await world.user("leader", ["teamLeader"], { teams: ["t2"] });
  const mine = await world.user("member", ["agent"], { teams: ["t2"], agentId: "2002" });
  const other = await world.user("stranger", ["agent"], { teams: ["t1"], agentId: "2003" });
  const browser = world.browser();
  await browser.logIn("leader");
  expect(await names(browser)).toEqual(["leader", "member"]);
  expect((await browser.get(`/api/v1/users/${mine}`)).status).toBe(200);
  const [hidden, missing] = [await browser.get(`/api/v1/users/${other}`), await browser.get("/api/v1/users/usr_none")];
  expect([hidden.status, missing.status]).toEqual([404, 404]);
  expect((await hidden.text()).replaceAll(other, "")).toBe((await missing.text()).replaceAll("usr_none", ""));
  expect(await names(browser, "?limit=1")).toEqual(["leader"]);
  expect(await names(browser, "?limit=1&after=leader")).toEqual(["member"]);
});

it("only administrators change people and teams, and agents don't see them", async () => {
  const id = await world.user("target", ["agent"], { agentId: "3001" });
  for (const role of ["supervisor", "teamLeader", "inspector", "trainer", "agent", "auditor"] as const) {
    await world.user(`as.${role.toLowerCase()}`, [role], { agentId: "3002" });
    const browser = world.browser();
    await browser.logIn(`as.${role.toLowerCase()}`);
    const answers = [
      await browser.send("PATCH", `/api/v1/users/${id}`, { roles: ["administrator"] }),
      await browser.post("/api/v1/users", { ...wish, name: "mine" }),
      await browser.post(`/api/v1/users/${id}/password`, { password: goodPassword }),
      await browser.send("DELETE", `/api/v1/users/${id}/sessions`),
      await browser.send("PUT", "/api/v1/teams/t1", { name: "mine" }),
      await browser.send("DELETE", "/api/v1/teams/t1"),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(403));
    expect((await browser.get("/api/v1/users")).status).toBe(role === "agent" ? 403 : 200);
  }
});

it("teams are added, named anew, and removed when nobody is in them", async () => {
  expect(await (await admin.send("PUT", "/api/v1/teams/t3", { name: "夜班" })).json()).toEqual({
    id: "t3",
    name: "夜班",
  });
  expect(await (await admin.get("/api/v1/teams?after=t2")).json()).toEqual({ items: [{ id: "t3", name: "夜班" }] });
  expect(await codeOf(await admin.send("DELETE", "/api/v1/teams/t1"))).toBe("team.in-use");
  expect((await admin.send("DELETE", "/api/v1/teams/t3")).status).toBe(204);
  expect(await codeOf(await admin.send("DELETE", "/api/v1/teams/t3"))).toBe("thing.not-found");
});

it("without a login there is nothing to see", async () => {
  const nobody = world.browser();
  for (const path of ["/api/v1/me", "/api/v1/users", "/api/v1/teams", "/api/v1/keys", "/api/v1/me/sessions"])
    expect((await nobody.get(path)).status).toBe(401);
});
