// Debian's Chromium, driven by playwright-core. Where it is not installed the browser tests say so and are left out;
// CI installs it first.
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find((path) => existsSync(path));

export const hasBrowser = executablePath !== undefined;
if (!hasBrowser)
  console.warn("browser tests are left out: no Chromium (Debian: apt-get install chromium fonts-noto-cjk)");

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath ?? "",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
}

/** A page that collects whatever goes wrong in it. */
export async function openPage(
  browser: Browser,
  path: string,
  width = 1366,
): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("request", (request) => {
    if (!/^(file|data|blob):/u.test(request.url())) problems.push(`asks for ${request.url()}`);
  });
  await page.goto(`file://${path}`);
  return { page, problems };
}

/** Waits until the player's clock begins like this. */
export const playerStandsAt = (page: Page, start: string) =>
  page.waitForFunction(`document.querySelector(".player .controls time").textContent.startsWith("${start}")`);

/** Waits until the player's button shows this: the browser tells a little later that it plays or has stopped. */
export const buttonShows = (page: Page, sign: string) =>
  page.waitForFunction(`document.querySelector(".player .play").textContent === "${sign}"`);
