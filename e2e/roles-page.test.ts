// What agents, auditors and supervisors see on the page: what the API gives them, nothing else, and no button that does nothing.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptCalls } from "../packages/server/src/index.ts";
import { noteUnread } from "../packages/store/src/index.ts";
import { hasBrowser } from "./browser.ts";
import { type PageWorld, pageWorld } from "./page-world.ts";

const call = (id: string, agent: string, words: string) => ({
  record: {
    version: 1 as const,
    source: "pbx",
    id,
    startedAt: `2026-03-0${id}T02:00:00Z`,
    agent: { id: agent, name: `坐席${agent}`, team: "甲班" },
    customer: { number: "13800138000" },
    turns: [
      { speaker: "agent" as const, startMs: 0, endMs: 1_000, text: `您好,${words}` },
      { speaker: "customer" as const, startMs: 1_200, endMs: 2_000, text: "好的" },
    ],
  },
});

describe.skipIf(!hasBrowser)("the page of", () => {
  let world: PageWorld;
  let others = "";
  beforeAll(async () => {
    world = await pageWorld();
    await world.person("root", ["administrator"]);
    await world.person("zhang", ["agent"], { agentId: "1001", teams: ["甲班"] });
    await world.person("shen", ["auditor"]);
    await world.person("zhu", ["supervisor"]);
    const { services } = world.service;
    const [, other] = await acceptCalls(services, [call("1", "1001", "青龙暗语"), call("2", "1002", "白虎暗语")]);
    others = other?.id ?? "";
    await noteUnread(services.database.kysely, {
      id: services.newId("unr"),
      source: "pbx",
      name: "13800138000-2026.json",
      reason: {
        code: "input.malformed",
        details: { where: "2026.json:1:1", expected: "a JSON value", found: "nothing" },
      },
      seenAt: services.now(),
    });
  }, 120_000);
  afterAll(() => world?.close(), 60_000);

  /** Somebody who has logged in, and every refusal that the page meets from then on. */
  async function visitor(name: string): Promise<{ page: Page; refused: string[] }> {
    const page = await world.open();
    await world.logIn(page, name);
    await page.getByRole("button", { name: "退出" }).waitFor();
    const refused: string[] = [];
    page.on("response", (response) => {
      if (response.status() >= 400)
        refused.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
    await page.reload();
    await page.getByRole("button", { name: "退出" }).waitFor();
    return { page, refused };
  }

  /** Presses everything there is to press, but for what leaves the page. */
  async function pressAll(page: Page): Promise<string[]> {
    const buttons = page.locator("main button:visible");
    const pressed: string[] = [];
    for (let index = 0; index < (await buttons.count()); index += 1) {
      const button = buttons.nth(index);
      pressed.push((await button.textContent()) ?? "");
      await button.click();
      await page.waitForLoadState("networkidle");
    }
    return pressed;
  }

  it("an agent shows the agent's own calls, to look at", async () => {
    const { page, refused } = await visitor("zhang");
    await page.locator(".calls tbody tr", { hasText: "坐席1001" }).locator(".chip").first().waitFor();
    expect(await page.locator(".calls tbody tr").count()).toBe(1);
    expect(await page.locator("main").textContent()).not.toContain("1002");
    expect(await page.locator("input[type=file], .drop").count()).toBe(0);
    expect(await page.getByLabel("坐席", { exact: true }).count()).toBe(0);
    expect(await page.getByText("未能读取的内容").count()).toBe(0);
    expect(await pressAll(page)).toEqual(["查找", "清空"]);
    await page.locator(".calls tbody a").click();
    const sheet = page.frameLocator("iframe");
    await sheet.getByText("青龙暗语").first().waitFor();
    expect(await sheet.locator("body").textContent()).not.toContain("13800138000");
    expect(refused).toEqual([]);

    await page.goto(`${world.home}?call=${others}`);
    await page.getByText(`没有这个通话:${others}`).waitFor();
    await page.getByRole("button", { name: "返回列表" }).click();
    await page.locator(".calls tbody tr").waitFor();
    await page.getByLabel("说过的词").fill("白虎");
    await page.getByRole("button", { name: "查找" }).click();
    await page.getByText("没有符合条件的通话").waitFor();
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 120_000);

  it("an auditor shows the log, and nothing of calls", async () => {
    const { page, refused } = await visitor("shen");
    await page.getByText("审计员查看谁做了什么").waitFor();
    const log = page.locator(".log tbody tr");
    await log.first().waitFor();
    expect(await log.locator("code", { hasText: "login.succeeded" }).count()).toBeGreaterThan(0);
    const said = (await page.locator("main").textContent()) ?? "";
    expect(said).not.toMatch(/暗语|13800138000|坐席1001/u);
    expect(await page.locator("input[type=file], .drop, .calls").count()).toBe(0);
    const pressed = await pressAll(page);
    expect(pressed).toContain("校验");
    await page.getByText(/完好:\d+ 条记录/u).waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "导出" }).click();
    expect((await download).suggestedFilename()).toBe("audit.ndjson");
    expect(refused).toEqual([]);
    await page.goto(`${world.home}?call=${others}`);
    await page.getByText("审计员查看谁做了什么").waitFor();
    expect(await page.locator("iframe").count()).toBe(0);
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 120_000);

  it("a supervisor shows everybody's calls, and what could not be read with its reason and without its numbers", async () => {
    const { page, refused } = await visitor("zhu");
    await page.locator(".calls tbody tr").nth(1).waitFor();
    expect(await page.locator("input[type=file]").count()).toBe(0);
    const unread = page.locator("details", { hasText: "未能读取的内容" });
    await unread.locator("summary").click();
    await unread.getByText("应为 一个 JSON 值,实际是 空缺").waitFor();
    expect(await unread.textContent()).not.toContain("13800138000");
    const settle = unread.getByRole("button", { name: "已处理" });
    await settle.click();
    await settle.waitFor({ state: "detached" });
    expect(await pressAll(page)).toEqual(["查找", "清空"]);
    expect(refused).toEqual([]);
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 120_000);
});
