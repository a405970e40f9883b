// The report in a real browser: a team leader opens it, reads, clicks, listens, prints, and looks at it on a phone.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonShows, hasBrowser, openBrowser, openPage, playerStandsAt } from "./browser.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "tingheng-report-"));

function report(name: string, inputs: readonly string[], standards: readonly string[]): string {
  const path = join(folder, name);
  const args = [
    "packages/cli/src/main.ts",
    "inspect",
    ...inputs,
    "--lang",
    "zh",
    "--html",
    path,
    "--standard",
    ...standards,
  ];
  execFileSync(process.execPath, args, { cwd: root, stdio: "pipe" });
  return path;
}

let browser: Browser;
let recorded: string;
let samples: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  recorded = report("recorded.html", ["samples/air-conditioning.wav"], ["dealer-recording", "service-etiquette"]);
  samples = report("samples.html", ["samples"], ["dealer-recording", "service-etiquette"]);
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const playingAt = (page: Page) => page.locator(".player .controls time").textContent();

describe.skipIf(!hasBrowser)("the report of a recording", () => {
  it("shows each side's waveform and every hit at its time, and plays from where one clicks", async () => {
    const { page, problems } = await openPage(browser, recorded);
    expect(await page.locator(".player path").count()).toBe(2);
    expect(await page.locator(".player .wave span").allTextContents()).toEqual(["坐席", "客户"]);
    const mark = page.locator('.player .marks a[title*="A3.2"]');
    const atMs = Number(await mark.getAttribute("data-at"));
    expect(Math.abs(atMs - 28_160)).toBeLessThan(200);
    await mark.click();
    await playerStandsAt(page, "0:28");
    await page.locator(".player .play").click();
    await buttonShows(page, "▶");
    await page.locator("li.customer .who time").first().click();
    await playerStandsAt(page, "0:08");
    expect(problems).toEqual([]);
    await page.close();
  });

  it("is played by keyboard", async () => {
    const { page } = await openPage(browser, recorded);
    await page.locator(".player .play").focus();
    await page.keyboard.press("ArrowRight");
    await playerStandsAt(page, "0:05");
    await page.keyboard.press("ArrowLeft");
    await playerStandsAt(page, "0:00");
    await page.keyboard.press(" ");
    await buttonShows(page, "❚❚");
    expect(await playingAt(page)).toMatch(/^0:0/u);
    await page.close();
  });

  it("carries the very sound of the recording", async () => {
    const { page } = await openPage(browser, recorded);
    const data = (name: string) => page.locator(".player").getAttribute(`data-${name}`);
    const [rate, channels, sound] = [await data("rate"), await data("channels"), await data("sound")];
    const seconds = Buffer.from(sound ?? "", "base64").length / Number(channels) / Number(rate);
    expect(seconds).toBeCloseTo(54.7, 1);
    await page.close();
  });
});

describe.skipIf(!hasBrowser)("the report of transcripts", () => {
  it("leads from a clause to the words it points at", async () => {
    const { page, problems } = await openPage(browser, samples);
    await page.locator(".call > summary").first().click();
    const proof = page.locator(".call[open] .proof a").first();
    const target = (await proof.getAttribute("href"))?.slice(1) ?? "";
    await proof.click();
    await page.waitForFunction(
      `(() => { const box = document.getElementById(${JSON.stringify(target)}).getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; })()`,
    );
    expect(await page.locator(`#${target} mark, #${target} .badges`).count()).toBeGreaterThan(0);
    expect(await page.locator(".player").count()).toBe(1);
    expect(problems).toEqual([]);
    await page.close();
  });

  it("fits a phone", async () => {
    const { page } = await openPage(browser, samples, 375);
    await page.evaluate(`for (const one of document.querySelectorAll("details")) one.open = true`);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
    await page.close();
  });

  it("prints every call opened", async () => {
    const { page } = await openPage(browser, samples);
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type \/Page\b/gu)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(await page.locator(".call").count());
    await page.close();
  });
});
