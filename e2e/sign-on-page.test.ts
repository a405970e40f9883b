// Single sign-on as a person does it: the real page, a real provider, a reverse proxy in front, in the real browser; below a path too.
import { request as ask, createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  clientId,
  clientSecret,
  type RunningProvider,
  startProvider,
} from "../packages/server/src/people/sign-on-provider.fixture.ts";
import { hasBrowser } from "./browser.ts";
import { type PageWorld, pageWorld, password } from "./page-world.ts";

/** What a reverse proxy does: another address outside than inside. */
async function proxyTo(target: () => string): Promise<{ origin: string; server: Server }> {
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", target());
    const onward = ask(url, { method: incoming.method ?? "GET", headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe.skipIf(!hasBrowser).each(["", "/quality/listening"])("single sign-on on the page below “%s”", (basePath) => {
  let provider: RunningProvider;
  let world: PageWorld;
  let proxy: Server;

  beforeAll(async () => {
    const front = await proxyTo(() => new URL(world.service.url ?? "").origin);
    proxy = front.server;
    const home = `${front.origin}${basePath}/`;
    provider = await startProvider(`${home}api/v1/login/oidc/callback`);
    provider.people.set("s-lin", { preferred_username: "lin", name: "林质检", groups: ["qa"] });
    provider.people.set("s-guest", { preferred_username: "guest", groups: ["others"] });
    world = await pageWorld({
      basePath,
      home,
      others: [provider.issuer],
      settings: {
        TINGHENG_PUBLIC_URL: home.slice(0, -1),
        TINGHENG_OIDC_ISSUER: provider.issuer,
        TINGHENG_OIDC_CLIENT_ID: clientId,
        TINGHENG_OIDC_CLIENT_SECRET: clientSecret,
        TINGHENG_OIDC_NAME: "企业微信",
        TINGHENG_OIDC_ROLES: JSON.stringify({ qa: "inspector" }),
      },
    });
    await world.person("root", ["administrator"]);
  }, 120_000);

  afterAll(async () => {
    await world?.close();
    await provider?.close();
    proxy?.closeAllConnections();
    proxy?.close();
  }, 60_000);

  /** A visitor whose provider's page fetches no fonts from elsewhere. */
  async function visitor(): Promise<Page> {
    const page = await world.open();
    await page.context().route(/fonts\.googleapis\.com/u, (route) => route.abort());
    return page;
  }

  async function logInThere(page: Page, login: string): Promise<void> {
    await page.waitForURL(`${provider.issuer}/**`);
    await page.locator("input[name=login]").fill(login);
    await page.locator("input[name=password]").fill("any");
    await page.locator("button[type=submit]").click();
    await page.locator("button[type=submit]", { hasText: /continue/iu }).click();
  }

  const ownProblems = () =>
    world.wrong.filter((problem) => !/fonts\.googleapis|Content Security Policy/u.test(problem));

  it("a button leads to the provider, and back to where somebody was, logged in", async () => {
    const page = await visitor();
    await page.goto(`${world.home}?words=%E7%B3%BB%E7%BB%9F`);
    await page.getByRole("link", { name: "用 企业微信 登录" }).click();
    await logInThere(page, "s-lin");
    await page.waitForURL(`${world.home}?words=*`);
    await page.getByText("林质检").waitFor();
    await page.getByText("没有符合条件的通话").waitFor();
    expect((await page.context().cookies()).map(({ name }) => name)).toContain("tingheng");
    await page.getByRole("button", { name: "退出" }).click();
    await page.waitForURL(`${provider.issuer}/session/end**`);
    await page.getByRole("button", { name: /yes/iu }).click();
    await page.waitForURL(world.home);
    await page.getByRole("button", { name: "登录", exact: true }).waitFor();
    expect(ownProblems()).toEqual([]);
    await page.context().close();
  }, 120_000);

  it("somebody without a role reads so on the page, and may log in otherwise", async () => {
    const page = await visitor();
    await page.getByRole("link", { name: "用 企业微信 登录" }).click();
    await logInThere(page, "s-guest");
    await page.getByText("您所在的组没有使用本系统的角色").waitFor();
    expect(page.url()).toBe(world.home);
    await page.getByLabel("用户名").waitFor();
    await page.context().close();
  }, 120_000);

  it("somebody with an account here joins it to the provider and parts it again", async () => {
    await world.person("chen", ["trainer"]);
    provider.people.set("s-chen", { preferred_username: "chen", groups: ["qa"] });
    const page = await visitor();
    await world.logIn(page, "chen");
    await page.getByRole("button", { name: "chen" }).click();
    await page.getByText("还没有关联 企业微信").waitFor();
    await page.getByLabel("当前密码").fill("not the password");
    await page.getByRole("button", { name: "关联 企业微信" }).click();
    await page.getByText("当前密码不正确").waitFor();
    await page.getByLabel("当前密码").fill(password);
    await page.getByRole("button", { name: "关联 企业微信" }).click();
    await logInThere(page, "s-chen");
    await page.waitForURL(`${world.home}?account`);
    await page.getByText(provider.issuer).waitFor();
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByRole("link", { name: "用 企业微信 登录" }).click();
    await page.waitForURL(`${world.home}**`);
    await page.getByRole("button", { name: "chen" }).click();
    await page.getByText("质检专员").waitFor();
    await page.getByRole("button", { name: "解除关联" }).click();
    await page.getByText("还没有关联 企业微信").waitFor();
    await page.getByRole("button", { name: "返回" }).click();
    await page.getByText("还没有通话").waitFor();
    expect(ownProblems()).toEqual([]);
    await page.context().close();
  }, 120_000);
});
