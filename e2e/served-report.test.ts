// The report as a server would show it: the page comes from an address, and so does the sound, stretch by stretch.
import { readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJudge } from "../packages/engine/src/index.ts";
import { judgeParts, knowledgeIn, ownData } from "../packages/knowledge/src/index.ts";
import { type Hearing, hearRecording, recordingAt, waveformOf } from "../packages/listening/src/index.ts";
import { reportPage } from "../packages/report/src/index.ts";
import { buttonShows, hasBrowser, openBrowser, playerStandsAt } from "./browser.ts";

const sample = join(ownData, "samples", "air-conditioning.wav");

async function servedPage(): Promise<string> {
  const hearing: Hearing = { models: ownData, hidePrivate: false, swap: false, roles: {} };
  const heard = await hearRecording(recordingAt(sample), hearing, undefined, knowledgeIn(ownData));
  const judge = createJudge(judgeParts(ownData, ["dealer-recording"]));
  const exhibit = { ...waveformOf(heard), sound: { url: "/sound" } };
  const reported = { call: heard.call, judgements: judge.judge(heard.call), exhibit };
  return reportPage([reported], judge.standards, "zh", new Date(0));
}

function sendSound(response: ServerResponse, range: string | undefined): void {
  const bytes = readFileSync(sample);
  const [from = 0, to = bytes.length - 1] = (/bytes=(\d+)-(\d*)/u.exec(range ?? "")?.slice(1) ?? [])
    .filter((part) => part !== "")
    .map(Number);
  response.writeHead(range === undefined ? 200 : 206, {
    "content-type": "audio/wav",
    "accept-ranges": "bytes",
    "content-length": to - from + 1,
    ...(range === undefined ? {} : { "content-range": `bytes ${from}-${to}/${bytes.length}` }),
  });
  response.end(bytes.subarray(from, to + 1));
}

let browser: Browser;
let server: Server;
const asked: string[] = [];

beforeAll(async () => {
  if (!hasBrowser) return;
  const html = await servedPage();
  server = createServer(({ url = "/", headers }, response) => {
    asked.push(url);
    if (url === "/sound") return sendSound(response, headers.range);
    if (url !== "/") return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe.skipIf(!hasBrowser)("the report of a server", () => {
  it("asks for the sound when it is wanted, and plays from where one clicks", async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await page.locator(".player path").count()).toBe(2);
    expect(await page.locator(".player").getAttribute("data-sound")).toBeNull();
    expect(asked).not.toContain("/sound");
    await page.locator('.player .marks a[title*="A3.2"]').click();
    await playerStandsAt(page, "0:28");
    await page.locator(".player .play").click();
    await buttonShows(page, "▶");
    expect(asked).toContain("/sound");
    await page.close();
  });
});
