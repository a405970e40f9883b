// The running service as people meet it: the real service on a folder of its own, the real browser, people with passwords.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Role } from "../packages/domain/src/index.ts";
import { type RunningService, readConfig, startService } from "../packages/server/src/index.ts";
import { hashPassword } from "../packages/server/src/people/passwords.ts";
import { insertUser } from "../packages/store/src/index.ts";
import { openBrowser } from "./browser.ts";

export interface PageWorld {
  readonly folder: string;
  readonly service: RunningService;
  /** Where the page is, with a slash at its end. */
  readonly home: string;
  /** What went wrong in any page, and every request that left the service. */
  readonly wrong: string[];
  /** A page of a new visitor. */
  open(options?: BrowserContextOptions): Promise<Page>;
  logIn(page: Page, name: string, password?: string): Promise<void>;
  /** Somebody with `password`. */
  person(name: string, roles: readonly Role[], fields?: { teams?: string[]; agentId?: string }): Promise<string>;
  close(): Promise<void>;
}

export const password = "enough words for one";

export interface PageWish {
  readonly basePath?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** The address that browsers use, where it is not the service's own. */
  readonly home?: string;
  /** Other places that a page may ask: a provider of single sign-on. */
  readonly others?: readonly string[];
}

export async function pageWorld({ basePath = "", settings = {}, home: given, others = [] }: PageWish = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tingheng-page-"));
  const service = await startService(
    readConfig({
      TINGHENG_FOLDER: folder,
      TINGHENG_PORT: "0",
      TINGHENG_BASE_PATH: basePath,
      TINGHENG_LOG_LEVEL: "silent",
      ...settings,
    }),
  );
  const home = given ?? `${service.url}/`;
  const browser: Browser = await openBrowser();
  const wrong: string[] = [];
  const world: PageWorld = {
    folder,
    service,
    home,
    wrong,
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", ...options });
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      page.on("pageerror", (error) => wrong.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && !/status of 40[1349]|net::ERR_FAILED/u.test(message.text()))
          wrong.push(message.text());
      });
      page.on("request", (request) => {
        const url = request.url();
        const known = [home, ...others].some((place) => url.startsWith(place)) || /^(data|blob):/u.test(url);
        if (!known) wrong.push(`asks for ${url}`);
      });
      await page.goto(home);
      return page;
    },
    async logIn(page, name, own = password) {
      await page.getByRole("button", { name: "登录", exact: true }).waitFor();
      await page.getByLabel("用户名").fill(name);
      await page.getByLabel("密码").fill(own);
      await page.getByRole("button", { name: "登录", exact: true }).click();
    },
    async person(name, roles, { teams = [], agentId } = {}) {
      const { newId, database, now } = service.services;
      const id = newId("usr");
      const passwordHash = await hashPassword(password);
      const user = { id, name, displayName: name, roles, teams, agentId, passwordHash, passwordTemporary: false };
      await insertUser(database.kysely, user, now());
      return id;
    },
    async close() {
      await browser.close();
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
