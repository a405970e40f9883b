import { identitiesOf } from "@tingheng/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, codeOf, goodPassword, newWorld, type World } from "../../people/people-world.contract.ts";
import { clientId, clientSecret, type RunningProvider, startProvider } from "../../people/sign-on-provider.fixture.ts";

const callback = "/api/v1/login/oidc/callback";
const roles = JSON.stringify({ inspectors: "inspector", leads: "teamLeader", it: "administrator" });
let provider: RunningProvider;
let world: World;
let trusting: World;

const settings = () => ({
  TINGHENG_OIDC_ISSUER: provider.issuer,
  TINGHENG_OIDC_CLIENT_ID: clientId,
  TINGHENG_OIDC_CLIENT_SECRET: clientSecret,
  TINGHENG_OIDC_ROLES: roles,
});

beforeAll(async () => {
  provider = await startProvider(`https://qa.example.com${callback}`);
  world = await newWorld(settings());
  trusting = await newWorld({ ...settings(), TINGHENG_OIDC_LINK: "verified-email" });
});
afterAll(async () => {
  await world.close();
  await trusting.close();
  await provider.close();
});

async function signOn(browser: Browser, login: string): Promise<Response> {
  const address = (await browser.get("/api/v1/login/oidc")).headers.get("location") ?? "";
  return browser.get(`${callback}${await provider.visit(address, login)}`);
}

/** @returns the answer with which the browser comes back */
async function join(browser: Browser, login: string, password = goodPassword): Promise<Response> {
  const begun = await browser.post("/api/v1/me/identities", { password });
  if (begun.status !== 200) return begun;
  const { address } = (await begun.json()) as { address: string };
  return browser.get(`${callback}${await provider.visit(address, login)}`);
}

interface Me {
  readonly id: string;
  readonly roles: readonly string[];
  readonly scope: unknown;
  readonly account: { readonly name: string };
}
const me = async (browser: Browser) => (await (await browser.get("/api/v1/me")).json()) as Me;

const mine = async (browser: Browser) =>
  ((await (await browser.get("/api/v1/me/identities")).json()) as { items: { id: string; issuer: string }[] }).items;

async function loggedIn(of: World, name: string): Promise<Browser> {
  const browser = of.browser();
  expect((await browser.logIn(name)).status).toBe(204);
  return browser;
}

describe("an account of this service", () => {
  it("is joined by whoever is logged in, knows its password and logs in at the provider; then it is theirs there too", async () => {
    const id = await world.user("zhao", ["trainer"], { teams: [] });
    provider.people.set("s-zhao", { preferred_username: "somebody.else", groups: ["inspectors"] });
    const browser = await loggedIn(world, "zhao");
    expect(await codeOf(await join(browser, "s-zhao", "not the password"))).toBe("password.wrong");
    const joined = await join(browser, "s-zhao");
    expect([joined.status, joined.headers.get("location")]).toEqual([302, "/?account"]);
    expect(await mine(browser)).toMatchObject([{ issuer: provider.issuer }]);
    // What it may do changes when the person comes from there, not before.
    expect(await me(browser)).toMatchObject({ id, roles: ["trainer"] });
    const other = world.browser();
    expect((await signOn(other, "s-zhao")).status).toBe(302);
    expect(await me(other)).toMatchObject({ id, roles: ["inspector"], account: { name: "zhao" } });
    const linked = world.audited.filter(({ action }) => action === "user.identity-linked");
    expect(linked.at(-1)).toEqual({ actor: id, action: "user.identity-linked", subject: `user ${id}` });
    expect((await loggedIn(world, "zhao")).cookies.size).toBe(1);
  });

  it("keeps the teams and the agent id that administrators gave where no claim is named for them", async () => {
    await world.user("limited", ["inspector"], { teams: ["A"], agentId: "7" });
    provider.people.set("s-limited", { groups: ["inspectors"], team: ["B"], agent: "8" });
    await join(await loggedIn(world, "limited"), "s-limited");
    const there = world.browser();
    await signOn(there, "s-limited");
    expect(await me(there)).toMatchObject({ scope: { kind: "teams", teams: ["A"] }, account: { agentId: "7" } });
  });

  it("is not joined to somebody who is another user, or has no role", async () => {
    provider.people.set("s-known", { preferred_username: "known", groups: ["inspectors"] });
    provider.people.set("s-nobody", { groups: [] });
    await signOn(world.browser(), "s-known");
    await world.user("qian", ["inspector"]);
    const browser = await loggedIn(world, "qian");
    expect(await codeOf(await join(browser, "s-known"))).toBe("identity.taken");
    expect(await codeOf(await join(browser, "s-nobody"))).toBe("sign-on.no-role");
    expect(await mine(browser)).toEqual([]);
  });

  it("is joined only where it was begun: not after logging out, and not to whoever is there instead", async () => {
    provider.people.set("s-sun", { groups: ["inspectors"] });
    await world.user("sun", ["inspector"]);
    const other = await world.user("li", ["inspector"]);
    const browser = await loggedIn(world, "sun");
    const { address } = (await (await browser.post("/api/v1/me/identities", { password: goodPassword })).json()) as {
      address: string;
    };
    const search = await provider.visit(address, "s-sun");
    await browser.post("/api/v1/logout");
    await browser.logIn("li");
    expect(await codeOf(await browser.get(`${callback}${search}`))).toBe("sign-on.refused");
    expect(await identitiesOf(world.services.database.kysely, other)).toEqual([]);
    expect(await codeOf(await join(world.browser(), "s-sun"))).toBe("access.unauthenticated");
  });

  it("of an administrator is joined only with the second factor given", async () => {
    await world.user("chief", ["administrator"]);
    provider.people.set("s-chief", { groups: ["it"] });
    const browser = await loggedIn(world, "chief");
    expect(await codeOf(await join(browser, "s-chief"))).toBe("login.factor-needed");
    await browser.enrol(world.services);
    expect((await join(browser, "s-chief")).status).toBe(302);
  });

  it("stays an administrator's where it is the last one with a password, whatever the groups say", async () => {
    const lonely = await newWorld(settings());
    const id = await lonely.user("last", ["administrator"]);
    provider.people.set("s-last", { groups: ["inspectors"] });
    const browser = await loggedIn(lonely, "last");
    await browser.enrol(lonely.services);
    expect((await join(browser, "s-last")).status).toBe(302);
    const there = lonely.browser();
    await signOn(there, "s-last");
    expect(await me(there)).toMatchObject({ id, roles: ["inspector", "administrator"], pending: ["factor"] });
    await lonely.close();
  });

  it("is parted again, but never the last way in", async () => {
    await world.user("zhou", ["inspector"]);
    provider.people.set("s-zhou", { groups: ["inspectors"] });
    const browser = await loggedIn(world, "zhou");
    await join(browser, "s-zhou");
    const there = world.browser();
    await signOn(there, "s-zhou");
    const [identity] = await mine(browser);
    expect((await browser.send("DELETE", `/api/v1/me/identities/${identity?.id}`)).status).toBe(204);
    expect((await there.get("/api/v1/me")).status).toBe(401);
    expect(await mine(browser)).toEqual([]);
    provider.people.set("s-only", { groups: ["inspectors"] });
    const only = world.browser();
    await signOn(only, "s-only");
    const [itsOnly] = await mine(only);
    expect(await codeOf(await only.send("DELETE", `/api/v1/me/identities/${itsOnly?.id}`))).toBe("identity.only");
    expect(await codeOf(await only.post("/api/v1/me/identities", { password: "x" }))).toBe("password.elsewhere");
  });
});

describe("an administrator", () => {
  let admins = 0;
  async function administrator(): Promise<Browser> {
    admins += 1;
    await world.user(`admin-${admins}`, ["administrator"]);
    const browser = await loggedIn(world, `admin-${admins}`);
    await browser.enrol(world.services);
    return browser;
  }

  it("joins and parts accounts, which ends their sessions", async () => {
    const admin = await administrator();
    const id = await world.user("wu", ["trainer"]);
    const path = `/api/v1/users/${id}/identities`;
    const given = await admin.post(path, { subject: "s-wu" });
    expect(given.status).toBe(201);
    const identity = (await given.json()) as { id: string };
    expect(identity).toMatchObject({ issuer: provider.issuer, subject: "s-wu" });
    provider.people.set("s-wu", { groups: ["leads"] });
    const there = world.browser();
    await signOn(there, "s-wu");
    expect(await me(there)).toMatchObject({ id, roles: ["teamLeader"] });
    const second = await world.user("zheng", ["trainer"]);
    expect(await codeOf(await admin.post(`/api/v1/users/${second}/identities`, { subject: "s-wu" }))).toBe(
      "identity.taken",
    );
    expect((await admin.send("DELETE", `${path}/${identity.id}`)).status).toBe(204);
    expect((await there.get("/api/v1/me")).status).toBe(401);
    expect(await (await admin.get(path)).json()).toEqual({ items: [] });
    expect(world.audited.filter(({ subject }) => subject === `user ${id}`).map(({ action }) => action)).toContain(
      "user.identity-unlinked",
    );
  });

  it("gives each address to one user", async () => {
    const admin = await administrator();
    const wish = { displayName: "x", roles: ["agent"], password: "enough words for one" };
    const made = await admin.post("/api/v1/users", { ...wish, name: "mail.one", email: "One@Example.com" });
    expect(made.status).toBe(201);
    const { id, email } = (await made.json()) as { id: string; email: string };
    expect(email).toBe("one@example.com");
    const again = await admin.post("/api/v1/users", { ...wish, name: "mail.two", email: "one@example.COM" });
    expect(await codeOf(again)).toBe("user.email-taken");
    const other = await world.user("mail.three", ["agent"]);
    expect(await codeOf(await admin.send("PATCH", `/api/v1/users/${other}`, { email }))).toBe("user.email-taken");
    expect((await admin.send("PATCH", `/api/v1/users/${id}`, { email })).status).toBe(200);
    expect((await admin.send("PATCH", `/api/v1/users/${id}`, { email: null })).status).toBe(200);
    expect((await admin.send("PATCH", `/api/v1/users/${other}`, { email })).status).toBe(200);
  });
});

describe("an address that the provider vouches for", () => {
  const addressed = (name: string, email: string) =>
    trusting.user(name, ["trainer"]).then(async (id) => {
      const { kysely } = trusting.services.database;
      await kysely.updateTable("users").set({ email }).where("id", "=", id).execute();
      return id;
    });
  const verified = (email: string) => ({ email, email_verified: true, groups: ["inspectors"] });

  it("leads to the account to which an administrator gave it, only where that is set", async () => {
    const id = await addressed("feng", "feng@example.com");
    provider.people.set("s-feng", verified("Feng@Example.com"));
    const browser = trusting.browser();
    await signOn(browser, "s-feng");
    expect(await me(browser)).toMatchObject({ id, roles: ["inspector"] });
    const elsewhere = world.browser();
    await world.services.database.kysely
      .updateTable("users")
      .set({ email: "feng@example.com" })
      .where("name", "=", "li")
      .execute();
    await signOn(elsewhere, "s-feng");
    expect((await me(elsewhere)).account.name).toBe("feng@example.com");
  });

  it("does not where it is not vouched for, or somebody else came by it before", async () => {
    const id = await addressed("chen", "chen@example.com");
    provider.people.set("s-false", { ...verified("chen@example.com"), email_verified: false });
    provider.people.set("s-none", { email: "chen@example.com", groups: ["inspectors"] });
    for (const login of ["s-false", "s-none"]) {
      const browser = trusting.browser();
      await signOn(browser, login);
      expect((await me(browser)).id).not.toBe(id);
    }
    provider.people.set("s-chen", verified("chen@example.com"));
    provider.people.set("s-newcomer", verified("chen@example.com"));
    const [first, newcomer] = [trusting.browser(), trusting.browser()];
    await signOn(first, "s-chen");
    expect((await me(first)).id).toBe(id);
    await signOn(newcomer, "s-newcomer");
    expect((await me(newcomer)).id).not.toBe(id);
  });

  it("lets nobody in as somebody new whose account is disabled, and joins no account without a role", async () => {
    const id = await addressed("chu", "chu@example.com");
    provider.people.set("s-chu", { ...verified("chu@example.com"), groups: [] });
    expect(await codeOf(await signOn(trusting.browser(), "s-chu"))).toBe("sign-on.no-role");
    expect(await identitiesOf(trusting.services.database.kysely, id)).toEqual([]);
    provider.people.set("s-chu", verified("chu@example.com"));
    const { kysely } = trusting.services.database;
    await kysely.updateTable("users").set({ disabled_at: trusting.services.now() }).where("id", "=", id).execute();
    expect(await codeOf(await signOn(trusting.browser(), "s-chu"))).toBe("login.refused");
  });
});

it("tells a person on the page what went wrong, and a machine the problem itself", async () => {
  const html = { accept: "text/html,application/xhtml+xml" };
  const response = await world.browser().send("GET", `${callback}?state=x`, undefined, html);
  expect([response.status, response.headers.get("location")]).toEqual([302, "/?problem=sign-on.refused"]);
  expect((await world.browser().get(`${callback}?state=x`)).status).toBe(401);
});
