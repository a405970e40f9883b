import { join } from "node:path";
import { readConfig, startService } from "@tingheng/server";
import { expect, it } from "vitest";
import { runCli, scratch } from "../run-cli.contract.ts";

it("tells whether the log is whole, and where it is not", async () => {
  using folder = scratch();
  const where = ["--folder", join(folder.path, "data")];
  expect(await runCli(["audit", ...where, "verify"])).toMatchObject({ code: 2 });

  const settings = {
    TINGHENG_FOLDER: where[1],
    TINGHENG_LOG_LEVEL: "silent",
    TINGHENG_PORT: "0",
    TINGHENG_PART: "api",
  };
  const { services, stop } = await startService(readConfig(settings));
  const actor = { kind: "system", id: "test", name: "test", roles: [], permissions: new Set(), scope: { kind: "all" } };
  await services.audit(services.database.kysely, actor as never, "test.done", { kind: "test", id: "1" });
  await stop();
  const whole = await runCli(["audit", ...where, "verify"]);
  expect(whole).toMatchObject({ code: 0, out: expect.stringMatching(/^OK: \d+ entries, 0 signed heads\n$/) });
  const heads = await runCli(["audit", ...where, "heads"]);
  expect(heads).toMatchObject({ code: 0, out: "", err: expect.stringMatching(/public key: \S{44}\n/) });

  const hash = "00".repeat(32);
  const foreign = { size: 9, at: "2026-03-02T02:00:00.000Z", root: hash, tip: hash, signature: hash + hash };
  folder.write("data/audit-heads.log", `${JSON.stringify(foreign)}\n`);
  const faulty = await runCli(["audit", ...where, "verify"]);
  expect(faulty).toMatchObject({ code: 1, out: expect.stringContaining("FAULT at entry 9") });
}, 120_000);
