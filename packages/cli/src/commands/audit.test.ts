import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemActor } from "@tingheng/domain";
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
  await services.audit(services.database.kysely, systemActor, "test.done", { kind: "test", id: "1" });
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

  // As after a restore to a machine without the secret: no fault of the log, and none is made in passing.
  rmSync(join(folder.path, "data", "secret"));
  for (const command of ["verify", "heads"])
    expect(await runCli(["audit", ...where, command])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("TINGHENG_SECRET is not the key of this installation"),
    });
  expect(existsSync(join(folder.path, "data", "secret"))).toBe(false);
  const key = /public key: (\S+)/.exec(heads.err)?.[1] ?? "";
  expect(await runCli(["audit", ...where, "verify", "--public-key", key])).toMatchObject({ code: 1 });
}, 120_000);

it("checks a proof that was made by the description alone", async () => {
  using folder = scratch();
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const sha256 = (...parts: readonly (string | Uint8Array)[]) =>
    createHash("sha256")
      .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
      .digest();
  const at = "2026-03-02T02:00:00.000Z";
  // Fields in the order of the alphabet.
  const deed = { action: "call.listened", actorId: "usr_1", actorKind: "person", at, details: { reason: "投诉" } };
  const entry = { ...deed, seq: 2, subjectId: "call_1", subjectKind: "call" };
  const previous = sha256("what came before");
  const hash = sha256(Uint8Array.of(1), previous, JSON.stringify(entry));
  const left = sha256(Uint8Array.of(0), previous);
  const root = sha256(Uint8Array.of(1), left, sha256(Uint8Array.of(0), hash)).toString("hex");
  const signed = { at, root, size: 2, tip: hash.toString("hex") };
  const signature = sign(null, Buffer.from(JSON.stringify({ ...signed, what: "tingheng audit head" })), privateKey);
  const key = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");
  const proof = {
    entry: { ...entry, previous: previous.toString("hex"), hash: hash.toString("hex") },
    head: { ...signed, signature: signature.toString("hex") },
    beside: [left.toString("hex")],
    publicKey: key,
  };
  const check = (name: string, what: object, ...more: readonly string[]) =>
    runCli(["audit", "check-proof", folder.write(name, JSON.stringify(what)), ...more]);
  expect(await check("good.json", proof, "--public-key", key)).toEqual({
    code: 0,
    out: "OK: entry 2 lies in the signed head of 2 entries\n",
    err: "",
  });
  expect(await check("good.json", proof)).toMatchObject({ code: 0, err: expect.stringContaining("--public-key") });
  const other = { ...proof, entry: { ...proof.entry, actorId: "usr_2" } };
  expect(await check("bad.json", other, "--public-key", key)).toMatchObject({
    code: 1,
    out: expect.stringContaining("FAULT"),
  });
  expect((await runCli(["audit", "check-proof", join(folder.path, "none")])).code).toBe(2);
}, 60_000);
