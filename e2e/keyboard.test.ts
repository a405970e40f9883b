// The page without a mouse: every place is reached by Tab, seen where it is, and left again; Enter opens a sheet, Escape goes back.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownData } from "../packages/knowledge/src/index.ts";
import { hasBrowser } from "./browser.ts";
import { type PageWorld, pageWorld, password } from "./page-world.ts";

interface Stop {
  readonly what: string;
  /** Whether somebody sees that the focus is here. */
  readonly seen: boolean;
}

/** Runs in the page: what has the focus. */
const focused = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return { what: "", seen: true };
  const shown = at.matches("input[type=file]") ? at.nextElementSibling : at;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const { width, height } = shown.getBoundingClientRect();
  const label = at.labels?.[0]?.querySelector("span")?.textContent ?? at.labels?.[0]?.textContent;
  const text = label ?? (at.getAttribute("aria-label") || at.textContent.trim() || at.title);
  const seen = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && width > 0 && height > 0;
  return { what: at.localName + " " + text, seen: seen || at.localName === "iframe" };
})()`;

/** Waits until the focus is on `what`: the page moves it after it has drawn. */
const standsOn = (page: Page, what: RegExp | string) =>
  expect.poll(async () => ((await page.evaluate(focused)) as Stop).what, { timeout: 30_000 }).toMatch(what);

/** All places that Tab comes by until the page is left. */
async function stops(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const { what, seen } = (await page.evaluate(focused)) as Stop;
    if (what === "") return found;
    expect(seen, `the focus is not seen on: ${what}`).toBe(true);
    found.push(what);
  }
  throw new Error(`Tab never leaves the page: ${found.join(", ")}`);
}

describe.skipIf(!hasBrowser)("the page by keyboard alone", () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
    await world.person("root", ["administrator"]);
    await world.person("lin", ["inspector"]);
    await world.person("shen", ["auditor"]);
  }, 120_000);
  afterAll(() => world?.close(), 60_000);

  it("is gone through from login to sheet and back", async () => {
    const page = await world.open();
    await page.getByLabel("用户名").waitFor();
    await page.keyboard.type("lin");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.getByText("还没有通话").waitFor();

    const chooser = page.waitForEvent("filechooser");
    for (let presses = 0; presses < 10; presses += 1) {
      await page.keyboard.press("Tab");
      if (((await page.evaluate(focused)) as Stop).what.includes("选择文件")) break;
    }
    await page.keyboard.press("Enter");
    await (await chooser).setFiles([
      join(ownData, "samples", "slow-system.sca.json"),
      join(ownData, "samples", "air-conditioning.wav"),
    ]);
    const sent = page.locator(".deliveries > li");
    for (const index of [0, 1]) await sent.nth(index).getByRole("link", { name: "质检单" }).waitFor();
    await page.locator(".calls tbody tr").nth(1).waitFor();

    await page.reload();
    await page.locator(".calls tbody tr").nth(1).waitFor();
    const order = await stops(page);
    const place = (what: string) => order.findIndex((one) => one.includes(what));
    const expected = [
      "听衡",
      "English",
      "lin",
      "退出",
      "选择文件",
      "说过的词",
      "班组",
      "坐席",
      "状态",
      "标准",
      "从",
      "到",
      "查找",
      "清空",
    ];
    expect(expected.filter((what) => place(what) < 0)).toEqual([]);
    expect(expected.map(place)).toEqual(expected.map(place).sort((a, b) => a - b));
    const rows = order.filter((one) => /^a \d{4}-\d\d-\d\d/u.test(one));
    expect(rows).toHaveLength(2);

    const first = page.locator(".calls tbody a").first();
    const name = await first.textContent();
    await first.focus();
    await page.keyboard.press("Enter");
    await page.locator("iframe").waitFor();
    await standsOn(page, "button ← 返回列表");
    expect(await page.locator(".home").isVisible()).toBe(false);
    await page.keyboard.press("Escape");
    await page.locator("iframe").waitFor({ state: "detached" });
    await standsOn(page, `a ${name}`);

    await page.keyboard.press("Enter");
    const sheet = page.frameLocator("iframe");
    await sheet.locator(".talk, .player").first().waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await standsOn(page, /^iframe/u);
    await page.keyboard.press("Escape");
    await page.locator("iframe").waitFor({ state: "detached" });
    await standsOn(page, `a ${name}`);

    await page.getByLabel("说过的词").focus();
    await page.keyboard.type("系统");
    await page.keyboard.press("Enter");
    await page.locator(".calls mark").first().waitFor();
    expect(world.wrong).toEqual([]);
    await page.context().close();
  }, 180_000);

  it("leads through the log and one's own account, every place seen, in the dark and on a telephone too", async () => {
    for (const options of [{ colorScheme: "dark" as const }, { viewport: { width: 390, height: 844 } }]) {
      const page = await world.open(options);
      await world.logIn(page, "shen");
      await page.locator(".log tbody tr").first().waitFor();
      await page.reload();
      await page.locator(".log tbody tr").first().waitFor();
      const order = await stops(page);
      const expected = ["听衡", "English", "shen", "退出", "校验", "导出", "OpenAPI 文档"];
      const places = expected.map((what) => order.findIndex((one) => one.includes(what)));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places).not.toContain(-1);
      await page.getByRole("button", { name: "shen" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "shen" }).waitFor();
      await standsOn(page, "button ← 返回");
      await page.keyboard.press("Enter");
      await page.locator(".log tbody tr").first().waitFor();
      await page.context().close();
    }
    expect(world.wrong).toEqual([]);
  }, 120_000);
});
