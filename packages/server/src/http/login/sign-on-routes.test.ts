import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, codeOf, newWorld, type World } from "../../people/people-world.contract.ts";
import { clientId, clientSecret, type RunningProvider, startProvider } from "../../people/sign-on-provider.fixture.ts";

const callback = "/api/v1/login/oidc/callback";
let provider: RunningProvider;
let world: World;

beforeAll(async () => {
  provider = await startProvider(`https://qa.example.com${callback}`);
  world = await newWorld({
    TINGHENG_OIDC_ISSUER: provider.issuer,
    TINGHENG_OIDC_CLIENT_ID: clientId,
    TINGHENG_OIDC_CLIENT_SECRET: clientSecret,
    TINGHENG_OIDC_NAME: "企业登录",
    TINGHENG_OIDC_ROLES: JSON.stringify({ "CN=qa,OU=cs": "inspector", leads: ["teamLeader"], it: "administrator" }),
    TINGHENG_OIDC_TEAM_CLAIM: "team",
    TINGHENG_OIDC_AGENT_CLAIM: "agent",
  });
  provider.people.set("s-wang", { preferred_username: "Wang", name: "王芳", groups: ["CN=qa,OU=cs", "others"] });
  provider.people.set("s-lead", { preferred_username: "lead", groups: ["leads"], team: ["t1", "t2"], agent: "1001" });
  provider.people.set("s-none", { preferred_username: "none", groups: ["others"] });
  provider.people.set("s-root", { preferred_username: "root", groups: "it" });
});
afterAll(async () => {
  await world.close();
  await provider.close();
});

/** @returns where the service sends the browser */
async function begin(browser: Browser, wish = ""): Promise<string> {
  const response = await browser.get(`/api/v1/login/oidc${wish}`);
  expect(response.status).toBe(302);
  return response.headers.get("location") ?? "";
}

async function signOn(browser: Browser, login: string, wish = ""): Promise<Response> {
  return browser.get(`${callback}${await provider.visit(await begin(browser, wish), login)}`);
}

async function me(browser: Browser): Promise<Record<string, unknown>> {
  return (await (await browser.get("/api/v1/me")).json()) as Record<string, unknown>;
}

describe("single sign-on", () => {
  it("gives the person a session with the roles of their groups", async () => {
    const browser = world.browser();
    expect(await (await browser.get("/api/v1/login")).json()).toMatchObject({ signOn: "企业登录" });
    const address = new URL(await begin(browser));
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
    });
    const response = await signOn(browser, "s-wang", "?return=%2Fcalls%3Fagent%3D1001");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/calls?agent=1001"]);
    expect(await me(browser)).toMatchObject({ displayName: "王芳", roles: ["inspector"], scope: { kind: "all" } });
    expect(browser.cookies.has("__Host-tingheng-sign-on")).toBe(false);
  });

  it("knows the person again by issuer and subject, and follows their groups", async () => {
    const [first, second] = [world.browser(), world.browser()];
    await signOn(first, "s-lead");
    const { id } = await me(first);
    expect(await me(first)).toMatchObject({
      scope: { kind: "teams", teams: ["t1", "t2"] },
      account: { agentId: "1001" },
    });
    provider.people.set("s-lead", { preferred_username: "renamed", groups: ["CN=qa,OU=cs"] });
    await signOn(second, "s-lead");
    expect(await me(second)).toMatchObject({ id, roles: ["inspector"], scope: { kind: "all" } });
    expect((await first.get("/api/v1/me")).status).toBe(401);
    provider.people.set("s-lead", { preferred_username: "renamed", groups: [] });
    expect(await codeOf(await signOn(world.browser(), "s-lead"))).toBe("sign-on.no-role");
    expect((await second.get("/api/v1/me")).status).toBe(401);
  });

  it("lets nobody in whose groups have no role, and makes no account for them", async () => {
    const browser = world.browser();
    const response = await signOn(browser, "s-none");
    expect([response.status, await codeOf(response)]).toEqual([403, "sign-on.no-role"]);
    expect(browser.cookies.has("__Host-tingheng")).toBe(false);
    const users = await world.services.database.kysely.selectFrom("users").select("name").execute();
    expect(users.map(({ name }) => name)).not.toContain("none");
    expect(world.audited.at(-1)?.action).toBe("login.failed");
  });

  it("never takes a person for the local user of the same name", async () => {
    const local = await world.user("s.same", ["supervisor"]);
    provider.people.set("s-same", { preferred_username: "s.same", groups: ["CN=qa,OU=cs"] });
    const browser = world.browser();
    await signOn(browser, "s-same");
    const { id, account } = await me(browser);
    expect(id).not.toBe(local);
    expect((account as { name: string }).name).toMatch(/^s\.same-[0-9a-z]{8}$/);
  });

  it("asks administrators for a second factor here", async () => {
    const browser = world.browser();
    await signOn(browser, "s-root");
    expect(await me(browser)).toMatchObject({ permissions: [], pending: ["factor"] });
    const { codeAt } = await browser.enrol(world.services);
    expect(await me(browser)).toMatchObject({ pending: [] });
    const again = world.browser();
    await signOn(again, "s-root");
    expect((await again.get("/api/v1/users")).status).toBe(403);
    world.pass(30_000);
    expect((await again.post("/api/v1/me/factor/check", { code: codeAt() })).status).toBe(204);
    expect((await again.get("/api/v1/users")).status).toBe(200);
  });

  it("refuses an account that is disabled here", async () => {
    const browser = world.browser();
    await signOn(browser, "s-wang");
    const { id } = await me(browser);
    const kysely = world.services.database.kysely;
    await kysely
      .updateTable("users")
      .set({ disabled_at: world.services.now() })
      .where("id", "=", id as string)
      .execute();
    expect((await browser.get("/api/v1/me")).status).toBe(401);
    expect(await codeOf(await signOn(browser, "s-wang"))).toBe("login.refused");
    await kysely
      .updateTable("users")
      .set({ disabled_at: null })
      .where("id", "=", id as string)
      .execute();
  });

  it("sends the browser to the provider at logout", async () => {
    const browser = world.browser();
    await signOn(browser, "s-wang");
    const { address } = (await (await browser.post("/api/v1/logout")).json()) as { address: string };
    expect(address.startsWith(`${provider.issuer}/session/end?`)).toBe(true);
    expect(new URL(address).searchParams.get("post_logout_redirect_uri")).toBe("https://qa.example.com/");
    expect((await browser.get("/api/v1/me")).status).toBe(401);
  });
});

describe("single sign-on refuses", () => {
  const refused = async (browser: Browser, search: string, reason = /no such login/) => {
    const response = await browser.get(`${callback}${search}`);
    expect([response.status, await codeOf(response)]).toEqual([401, "sign-on.refused"]);
    expect(browser.cookies.has("__Host-tingheng")).toBe(false);
    // The request itself is logged after it.
    expect(world.logged.slice(-2).join("\n")).toMatch(reason);
  };
  const changed = (search: string, changes: Record<string, string>) => {
    const parameters = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) parameters.set(name, value);
    return `?${parameters}`;
  };

  it("a state that it did not give, or none", async () => {
    const browser = world.browser();
    const search = await provider.visit(await begin(browser), "s-wang");
    await refused(browser, changed(search, { state: "A".repeat(43) }));
    await refused(browser, changed(search, { state: "" }));
    await refused(browser, "");
  });

  it("an answer in another browser than the one that asked", async () => {
    const [asked, other] = [world.browser(), world.browser()];
    const search = await provider.visit(await begin(asked), "s-wang");
    await refused(other, search);
    await begin(other);
    await refused(other, search);
  });

  it("an answer that was used before", async () => {
    const browser = world.browser();
    const search = await provider.visit(await begin(browser), "s-wang");
    const kept = browser.cookies.get("__Host-tingheng-sign-on") ?? "";
    expect((await browser.get(`${callback}${search}`)).status).toBe(302);
    const again = world.browser();
    again.cookies.set("__Host-tingheng-sign-on", kept);
    await refused(again, search);
  });

  it("an answer after ten minutes", async () => {
    const browser = world.browser();
    const search = await provider.visit(await begin(browser), "s-wang");
    world.pass(600_000);
    await refused(browser, search);
  });

  it("a token with another nonce", async () => {
    const browser = world.browser();
    const address = new URL(await begin(browser));
    address.searchParams.set("nonce", "another");
    await refused(browser, await provider.visit(address.href, "s-wang"), /claim value/);
  });

  it("the code of somebody else's login (its verifier is another)", async () => {
    const [attacker, victim] = [world.browser(), world.browser()];
    const theirs = new URLSearchParams(await provider.visit(await begin(attacker), "s-wang"));
    const search = await provider.visit(await begin(victim), "s-wang");
    await refused(victim, changed(search, { code: theirs.get("code") ?? "" }), /ResponseBodyError/);
  });

  it("an error of the provider, and an answer of another provider", async () => {
    const browser = world.browser();
    const state = new URL(await begin(browser)).searchParams.get("state") ?? "";
    await refused(
      browser,
      `?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`,
      /AuthorizationResponseError/,
    );
    const search = await provider.visit(await begin(browser), "s-wang");
    await refused(browser, changed(search, { iss: "https://evil.example" }), /ClientError.*iss/);
  });
});
