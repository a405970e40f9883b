import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openEmbedded } from "./open-embedded.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tingheng-embedded-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("lets nobody else into its folder, and is open again after it was closed", async () => {
  const first = await openEmbedded(folder);
  await expect(openEmbedded(folder)).rejects.toMatchObject({ code: "storage.locked" });
  await first.execute("create table kept (id integer)");
  await first.close();
  const second = await openEmbedded(folder);
  await second.execute("insert into kept values (1)");
  await second.close();
});

it("is open again after its process was killed, with everything that it had acknowledged", async () => {
  const module = new URL("./open-embedded.ts", import.meta.url).href;
  const script = `
    const { openEmbedded } = await import(${JSON.stringify(module)});
    const database = await openEmbedded(${JSON.stringify(folder)});
    await database.execute("create table kept (id integer)");
    for (let id = 1; ; id += 1) { await database.execute("insert into kept values (" + id + ")"); console.log(id); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let acknowledged = 0;
  child.stdout.on("data", (bytes: Buffer) => {
    acknowledged = Number(bytes.toString().trim().split("\n").at(-1));
    if (acknowledged > 20) child.kill("SIGKILL");
  });
  await once(child, "exit");
  const database = await openEmbedded(folder);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from kept`.execute(database.kysely);
  expect(rows[0]?.count).toBeGreaterThanOrEqual(acknowledged);
  await database.close();
});
