// The page of the running service, as people use it: the real service, the real browser, real files; below a path too.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownData } from "../packages/knowledge/src/index.ts";
import { hashOf } from "../packages/server/src/people/tokens.ts";
import { insertSetupToken } from "../packages/store/src/index.ts";
import { hasBrowser } from "./browser.ts";
import { oneTimeCode } from "./one-time-code.ts";
import { type PageWorld, pageWorld } from "./page-world.ts";

const samples = (name: string) => join(ownData, "samples", name);
const administrator = { token: "once and never again", name: "root", password: "enough words for one" };
const inspector = { name: "lin", first: "a first one of 12", own: "one of my own making" };
const telephone = { viewport: { width: 390, height: 844 } };

describe.skipIf(!hasBrowser).each(["", "/quality/listening"])("the service's page below “%s”", (basePath) => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await pageWorld({ basePath });
    // Beside the one that the service has made and told its log.
    const inAnHour = new Date(Date.now() + 3_600_000);
    await insertSetupToken(world.service.services.database.kysely, hashOf(administrator.token), inAnHour);
  }, 120_000);
  afterAll(() => world?.close(), 60_000);

  it("the first administrator enrols an authenticator and makes an account, which somebody makes their own", async () => {
    const page = await world.open();
    await page.getByLabel("一次性口令").fill("guessed");
    await page.getByLabel("用户名").fill(administrator.name);
    await page.getByLabel("密码").fill(administrator.password);
    await page.getByRole("button", { name: "创建管理员" }).click();
    await page.getByText("初始化口令无效").waitFor();
    await page.getByLabel("一次性口令").fill(administrator.token);
    await page.getByRole("button", { name: "创建管理员" }).click();
    await page.locator(".secret code").waitFor();
    const key = (await page.locator(".secret code").textContent()) ?? "";
    await page.getByLabel("动态验证码").fill(oneTimeCode(key, Date.now()));
    await page.getByRole("button", { name: "确认" }).click();
    await page.locator(".codes li").nth(5).waitFor();
    await page.getByRole("button", { name: "我已抄好" }).click();
    await page.getByLabel("用户名").fill(inspector.name);
    await page.getByLabel("姓名").fill("林质检");
    await page.getByLabel("初始密码").fill(inspector.first);
    await page.getByRole("button", { name: "新建" }).click();
    await page.getByText("已新建 林质检").waitFor();
    expect(await page.locator("input[type=file]").count()).toBe(0);
    await page.getByRole("button", { name: "退出" }).click();

    await world.logIn(page, inspector.name, inspector.first);
    await page.getByLabel("当前密码").fill(inspector.first);
    await page.getByLabel("新密码").fill(inspector.own);
    await page.getByRole("button", { name: "修改密码" }).click();
    await page.getByText("还没有通话").waitFor();
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 120_000);

  it("shows what was dropped from its first byte to its sheet, and finds its words again", async () => {
    const page = await world.open();
    await world.logIn(page, inspector.name, "not the password");
    await page.getByText("用户名、密码或验证码不正确").waitFor();
    await world.logIn(page, inspector.name, inspector.own);
    await page.getByText("还没有通话").waitFor();

    const nonsense = join(world.folder, "nonsense.bin");
    writeFileSync(nonsense, Buffer.from("\x89PNG\r\n\x1a\nnothing that was ever said"));
    await page
      .locator("input[type=file]")
      .setInputFiles([samples("air-conditioning.wav"), samples("slow-system.sca.json"), nonsense]);
    const line = (name: string) => page.locator(".deliveries > li", { hasText: name });
    await line("nonsense.bin").getByText("未能读取").waitFor();
    await line("nonsense.bin").locator(".problem").waitFor();
    for (const name of ["air-conditioning.wav", "slow-system.sca.json"])
      await line(name).getByRole("link", { name: "质检单" }).waitFor({ timeout: 60_000 });
    await page.locator(".calls tbody tr").nth(1).waitFor();
    expect(await page.locator(".calls tbody tr").count()).toBe(2);
    await page.locator(".calls tbody .chip").nth(1).waitFor();

    await line("air-conditioning.wav").getByRole("link", { name: "质检单" }).click();
    const sheet = page.frameLocator("iframe");
    await sheet.locator(".player .play").click();
    await sheet.locator('.player .play:text-is("❚❚")').waitFor();
    await sheet.locator(".player .play").click();
    await sheet.locator('.player .play:text-is("▶")').waitFor();
    await page.reload();
    await sheet.locator(".player").waitFor();
    await page.getByRole("button", { name: "返回列表" }).click();
    await page.locator(".calls tbody tr").first().waitFor();

    await page.getByLabel("说过的词").fill("系统");
    await page.getByRole("button", { name: "查找" }).click();
    await page.locator(".calls mark", { hasText: "系统" }).first().waitFor();
    const found = page.url();
    expect(new URL(found).searchParams.get("words")).toBe("系统");
    await page.locator(".calls tbody a").first().click();
    await sheet.locator(".talk").waitFor();
    await page.getByRole("button", { name: "返回列表" }).click();
    await page.locator(".calls mark").first().waitFor();
    expect(page.url()).toBe(found);

    await page.getByRole("button", { name: "退出" }).click();
    await page.getByLabel("密码").waitFor();
    expect((await page.request.get(`${world.home}api/v1/calls`)).status()).toBe(401);
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 180_000);

  it("says that the service can't be reached where a sheet is opened, and opens it when it can be", async () => {
    const page = await world.open();
    await world.logIn(page, inspector.name, inspector.own);
    await page.getByRole("button", { name: "退出" }).waitFor();
    await page.goto(`${world.home}?from=tomorrow&to=2026-02-31x`);
    const row = page.locator(".calls tbody a").first();
    await row.waitFor();
    await page.context().route(/\/sheet\?/u, (route) => route.abort("connectionrefused"));
    await row.click();
    await page.getByRole("alert").getByText("无法连接服务").waitFor();
    await page.context().unroute(/\/sheet\?/u);
    await page.getByRole("button", { name: "重试" }).click();
    await page.frameLocator("iframe").getByRole("heading", { name: "通话质检报告" }).waitFor();
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 120_000);

  it("sends a large file in pieces, over a line that breaks, and is the same in English on a telephone", async () => {
    const page = await world.open(telephone);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByLabel("User name").fill(inspector.name);
    await page.getByLabel("Password").fill(inspector.own);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("Drop recordings or transcripts here").waitFor();
    let pieces = 0;
    await page.route("**/api/v1/uploads/*", (route) => {
      if (route.request().method() === "PATCH") pieces += 1;
      return route.request().method() === "PATCH" && pieces === 2 ? route.abort() : route.continue();
    });
    const large = join(world.folder, "large.bin");
    writeFileSync(large, Buffer.alloc(50_100_000, "no words"));
    await page.locator("input[type=file]").setInputFiles(large);
    await page.locator(".deliveries .problem").waitFor({ timeout: 60_000 });
    expect(pieces).toBe(8);
    expect(await page.locator("html").evaluate((html: { scrollWidth: number }) => html.scrollWidth)).toBe(390);
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 120_000);

  it("goes on with a large file after the page was left, once the file is chosen again; or gives it up", async () => {
    const page = await world.open();
    await world.logIn(page, inspector.name, inspector.own);
    await page.getByText("把录音或转写文本拖到这里").waitFor();
    const offsets: string[] = [];
    let held = true;
    await page.route("**/api/v1/uploads/*", (route) => {
      const sent = route.request();
      if (sent.method() !== "PATCH") return route.continue();
      const offset = sent.headers()["upload-offset"] ?? "";
      // Two pieces go through, then the line hangs.
      if (held && offset === "16000000") return undefined;
      offsets.push(offset);
      return route.continue();
    });
    const large = join(world.folder, "week-long.bin");
    writeFileSync(large, Buffer.alloc(50_100_000, "no words"));
    await page.locator("input[type=file]").setInputFiles(large);
    await page.locator(".deliveries", { hasText: "16.0 MB / 50.1 MB" }).waitFor();
    await page.reload();
    const line = page.locator(".deliveries > li", { hasText: "week-long.bin" });
    await line.getByText("已收到 16.0 MB / 50.1 MB").waitFor();
    await line.getByText("请重新选择这个文件").waitFor();
    expect(await page.getByRole("button", { name: "清除已完成" }).isVisible()).toBe(false);
    held = false;
    offsets.length = 0;
    await page.locator("input[type=file]").setInputFiles(large);
    await line.getByText("未能读取").waitFor();
    expect(offsets[0]).toBe("16000000");
    expect(await line.count()).toBe(1);
    await page.reload();
    await page.getByText("把录音或转写文本拖到这里").waitFor();
    expect(await line.count()).toBe(0);

    held = true;
    await page.locator("input[type=file]").setInputFiles(large);
    await page.locator(".deliveries", { hasText: "16.0 MB / 50.1 MB" }).waitFor();
    await page.reload();
    await line.getByRole("button", { name: "放弃" }).click();
    await line.waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("把录音或转写文本拖到这里").waitFor();
    expect(await line.count()).toBe(0);
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 180_000);
});
