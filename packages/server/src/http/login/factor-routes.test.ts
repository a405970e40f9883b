import { afterAll, beforeAll, expect, it } from "vitest";
import { type Browser, codeOf, newWorld, type World } from "../../people/people-world.contract.ts";

let world: World;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

const step = 30_000;
const permissions = async (browser: Browser) =>
  ((await (await browser.get("/api/v1/me")).json()) as { permissions: string[] }).permissions.length;

it("an administrator without a second factor can do nothing but enrol one", async () => {
  await world.user("root", ["administrator"]);
  const browser = world.browser();
  await browser.logIn("root");
  expect(await permissions(browser)).toBe(0);
  expect((await browser.get("/api/v1/users")).status).toBe(403);
  const token = browser.cookies.get("__Host-tingheng");
  const { recoveryCodes } = await browser.enrol(world.services);
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(recoveryCodes[0]).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
  expect(browser.cookies.get("__Host-tingheng")).not.toBe(token);
  expect((await browser.get("/api/v1/users")).status).toBe(200);
  expect(await codeOf(await browser.post("/api/v1/me/factor"))).toBe("factor.there");
  expect(world.audited.at(-1)?.action).toBe("user.factor-enrolled");
});

it("the code is asked for at login, and taken once", async () => {
  await world.user("li", ["inspector"]);
  const browser = world.browser();
  await browser.logIn("li");
  const { codeAt } = await browser.enrol(world.services);
  const again = world.browser();
  expect(await codeOf(await again.logIn("li"))).toBe("login.factor-needed");
  expect(again.cookies.size).toBe(0);
  // The code with which the factor was confirmed, too.
  expect(await codeOf(await again.logIn("li", { code: codeAt() }))).toBe("login.refused");
  world.pass(step);
  const code = codeAt();
  expect((await again.logIn("li", { code })).status).toBe(204);
  expect(await codeOf(await world.browser().logIn("li", { code }))).toBe("login.refused");
  expect(await codeOf(await world.browser().logIn("li", { code: codeAt(-step) }))).toBe("login.refused");
  expect((await world.browser().logIn("li", { code: codeAt(step) })).status).toBe(204);
  expect(await codeOf(await world.browser().logIn("li", { code: codeAt(3 * step) }))).toBe("login.refused");
});

it("without the right password nobody learns whether there is a factor", async () => {
  const response = await world.browser().logIn("li", { password: "a wrong password" });
  expect(await codeOf(response)).toBe("login.refused");
});

it("a recovery code stands in once for a lost authenticator", async () => {
  await world.user("zhou", ["inspector"]);
  const browser = world.browser();
  await browser.logIn("zhou");
  const { recoveryCodes } = await browser.enrol(world.services);
  const [recoveryCode = ""] = recoveryCodes;
  expect((await world.browser().logIn("zhou", { recoveryCode: recoveryCode.toUpperCase() })).status).toBe(204);
  expect(await codeOf(await world.browser().logIn("zhou", { recoveryCode }))).toBe("login.refused");
  expect(await (await browser.get("/api/v1/me")).json()).toMatchObject({ account: { recoveryCodesLeft: 9 } });
  const kept = await world.services.database.kysely.selectFrom("recovery_codes").selectAll().execute();
  expect(JSON.stringify(kept)).not.toContain(recoveryCodes[1]);
});

it("codes are guessed ten times at most, from whatever addresses", async () => {
  await world.user("wu", ["inspector"]);
  const browser = world.browser();
  await browser.logIn("wu");
  const { codeAt } = await browser.enrol(world.services);
  world.pass(10 * 60_000);
  const statuses: number[] = [];
  for (let count = 0; count < 11; count += 1)
    statuses.push((await world.browser().logIn("wu", { code: codeAt(3 * step) })).status);
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  expect((await world.browser().logIn("wu", { code: codeAt() })).status).toBe(429);
});

it("is taken away with a code, and an administrator must enrol another", async () => {
  await world.user("admin.2", ["administrator"]);
  const browser = world.browser();
  await browser.logIn("admin.2");
  const { codeAt } = await browser.enrol(world.services);
  expect(await codeOf(await browser.post("/api/v1/me/factor/remove", { code: codeAt() }))).toBe("factor.wrong");
  world.pass(step);
  expect((await browser.post("/api/v1/me/factor/remove", { code: codeAt() })).status).toBe(204);
  expect(await permissions(browser)).toBe(0);
});

it("is kept encrypted", async () => {
  await world.user("secret", ["inspector"]);
  const browser = world.browser();
  await browser.logIn("secret");
  const { secret, address } = (await (await browser.post("/api/v1/me/factor")).json()) as Record<string, string>;
  expect(address).toContain(`secret=${secret}`);
  const { factor_secret: kept } = await world.services.database.kysely
    .selectFrom("users")
    .select("factor_secret")
    .where("name", "=", "secret")
    .executeTakeFirstOrThrow();
  // Nonce, 20 bytes, tag.
  expect(kept).toHaveLength(12 + 20 + 16);
});
