// A service that is told to stop under load finishes what it began, answers who is waiting, and ends; nothing acknowledged is lost.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { callNumber, keyOf, type ServiceProcess, startAnswering, startProcess } from "../bench/service-load.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let folder: string;
const begun: ServiceProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tingheng-stop-"));
});
afterAll(async () => {
  for (const one of begun) await one.stop("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

it("answers or refuses every request, ends with 0, and goes on where it was", async () => {
  const settings = { TINGHENG_FOLDER: folder };
  const answering = await startAnswering(settings);
  const key = await keyOf(answering);
  await answering.stop();
  const service = await startProcess(settings);
  begun.push(service);
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  const acknowledged: string[] = [];
  const broken: string[] = [];
  let going = true;
  const send = async (from: number) => {
    for (let index = from; going; index += 4) {
      const record = callNumber(index);
      const body = JSON.stringify(record);
      const response = await fetch(`${service.url}/api/v1/calls`, { method: "POST", headers, body }).catch(
        (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
      );
      if (typeof response !== "string" && response.status === 201) acknowledged.push(record.id);
      // Nobody is there any more: said before the request was taken, not in the middle of an answer.
      else if (response !== "ECONNREFUSED") broken.push(typeof response === "string" ? response : `${response.status}`);
      else return;
    }
  };
  const events = await fetch(`${service.url}/api/v1/events`, { headers });
  const sending = [0, 1, 2, 3].map(send);
  while (acknowledged.length < 40) await wait(20);
  const toldAt = performance.now();
  await service.stop("SIGTERM");
  expect(performance.now() - toldAt).toBeLessThan(25_000);
  expect(service.child.exitCode).toBe(0);
  going = false;
  await Promise.all(sending);
  await events.text();
  // A connection that was kept open for the next request may close as that one comes; it was not taken then.
  expect(broken.filter((code) => code !== "ECONNRESET" && code !== "UND_ERR_SOCKET")).toEqual([]);

  const working = await startProcess(settings);
  begun.push(working);
  const ask = async (query: string) => {
    const response = await fetch(`${working.url}/api/v1/calls?limit=200${query}`, { headers });
    return ((await response.json()) as { items: { externalId: string }[] }).items;
  };
  const kept = (await ask("")).map(({ externalId }) => externalId);
  expect(kept).toEqual(expect.arrayContaining(acknowledged));
  await expect.poll(async () => (await ask("&stage=judging")).length, { timeout: 60_000 }).toBe(0);
  await working.stop();
});
