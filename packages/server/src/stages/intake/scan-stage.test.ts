// A watched folder whose process died in the middle of a round is looked into again as soon as its hold on it is over.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCallNamed, type JobToSend, leaseWatch } from "@tingheng/store";
import { expect, it } from "vitest";
import { readConfig } from "../../config.ts";
import { testServices } from "../../services.contract.ts";
import type { Services } from "../../services.ts";
import { scanStage } from "./scan-stage.ts";

it("asks again soon while another process holds a watch, and takes over when that one is dead", async () => {
  const root = mkdtempSync(join(tmpdir(), "tingheng-scan-"));
  const folder = join(root, "in");
  mkdirSync(folder);
  const settings = join(root, "settings.yaml");
  const watch = { name: "calls", source: "pbx", system: "asterisk", folder, every_seconds: 60 };
  writeFileSync(settings, JSON.stringify({ watch: [watch] }));
  writeFileSync(
    join(folder, "calls.ndjson"),
    `${JSON.stringify({ version: 1, id: "one", source: "pbx", turns: [{ speaker: "agent", text: "您好" }] })}\n`,
  );
  const test = await testServices({ standards: ["english-basics"] });
  const sent: JobToSend[] = [];
  const { database, jobs, now } = test.services;
  const services: Services = {
    ...test.services,
    config: readConfig({ TINGHENG_CONFIG: settings, TINGHENG_FOLDER: test.services.config.folder }),
    jobs: { ...jobs, send: async (some) => void sent.push(...some.filter((one) => one.queue === "intake.scan")) },
  };
  const handler = scanStage.handler(services);
  const round = async () => {
    const data = { watch: "calls" };
    const failed = await handler([{ id: "job", data, tried: 0 }], new AbortController().signal);
    expect([...failed.values()]).toEqual([]);
    return sent.splice(0).map(({ data, startAfter }) => [data, (startAfter?.getTime() ?? 0) - now().getTime()]);
  };
  try {
    const until = new Date(now().getTime() + 30_000);
    await leaseWatch(database.kysely, { watch: "calls", owner: "somebody dead", now: now(), until });
    expect(await round()).toEqual([[{ watch: "calls" }, 5_000]]);
    test.pass(31_000);
    expect(await round()).toEqual([[{ watch: "calls" }, 60_000]]);
    test.pass(61_000);
    await round();
    expect(await findCallNamed(database.kysely, "pbx", "one")).toBeDefined();
  } finally {
    await test.close();
    rmSync(root, { recursive: true, force: true });
  }
});
