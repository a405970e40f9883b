// That an entry lies in a signed head, shown over the API and checked without the log; and the log's beginning given up in time.
import { systemActor } from "@tingheng/domain";
import { headKeyFrom, writeHead } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { auditTo } from "../../audit.ts";
import { headPurpose } from "../../audit-heads.ts";
import { checkProof } from "../../audit-proof.ts";
import { readConfig } from "../../config.ts";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";
import type { Services } from "../../services.ts";
import { auditRetentionStage } from "../../stages/audit-heads/audit-retention-stage.ts";
import { createApp } from "../app.ts";

const day = 86_400_000;
let test: TestServices;
let services: Services;
beforeAll(async () => {
  test = await testServices({ standards: ["english-basics"], config: { TINGHENG_AUDIT_DAYS: "200" } });
  services = { ...test.services, audit: auditTo(test.services.now) };
  for (let count = 1; count <= 9; count += 1) await note(count);
});
afterAll(() => test.close());

const note = (count: number) =>
  services.audit(
    services.database.kysely,
    systemActor,
    "call.listened",
    { kind: "call", id: `call_${count}` },
    {
      reason: `第 ${count} 次`,
      again: false,
    },
  );
const sign = () => writeHead(services.database, headKeyFrom(services.keyFor(headPurpose)), services.now());
const ask = async (method: string, path: string) => {
  const response = await createApp(services, async () => mayAll).request(
    `/api/v1/audit${path === "" ? "" : `/${path}`}`,
    { method },
  );
  return { status: response.status, text: await response.text() };
};

it("proves an entry in the newest head or a named one, and anybody can check it", async () => {
  expect((await ask("GET", "3/proof")).status).toBe(404);
  await sign();
  await note(10);
  await sign();
  await note(11);
  const { publicKey } = JSON.parse((await ask("GET", "heads")).text) as { publicKey: string };
  const proof = await ask("GET", "3/proof");
  expect(checkProof(proof.text, publicKey)).toEqual({ seq: 3, size: 10, fault: undefined });
  expect(checkProof((await ask("GET", "3/proof?size=9")).text, publicKey)).toMatchObject({ size: 9, fault: undefined });
  for (const path of ["11/proof", "3/proof?size=8", "10/proof?size=9", "0/proof", "x/proof", `${2 ** 60}/proof`])
    expect((await ask("GET", path)).status, path).toBe(404);

  const changed = (from: string, to: string) => checkProof(proof.text.replace(from, to), publicKey).fault;
  expect(changed("第 3 次", "第 4 次")).toBe("content");
  expect(changed('"size":10', '"size":11')).toBe("signature");
  const { beside } = JSON.parse(proof.text) as { beside: string[] };
  expect(changed(beside[1] ?? "", "00".repeat(32))).toBe("place");
  expect(() => checkProof("{}", publicKey)).toThrow("a proof");
  const foreign = Buffer.alloc(32, 7).toString("base64");
  expect(checkProof(proof.text, foreign).fault).toBe("signature");
});

it("gives the beginning of the log up when its days are over, says so in the log, and stays whole", async () => {
  const run = () => auditRetentionStage.handler(services)([], new AbortController().signal);
  const seqs = async () =>
    (JSON.parse((await ask("GET", "")).text) as { items: { seq: number; action: string }[] }).items;
  test.pass(199 * day);
  await run();
  expect(await seqs()).toHaveLength(11);
  test.pass(2 * day);
  await run();
  expect((await seqs()).map(({ seq, action }) => `${seq} ${action}`)).toEqual(["12 audit.cut", "11 call.listened"]);
  await run();
  expect(await seqs()).toHaveLength(2);
  await sign();
  expect(JSON.parse((await ask("POST", "verify")).text)).toMatchObject({ whole: true, entries: 12, heads: 3 });
  expect((await ask("GET", "3/proof")).status).toBe(404);
  expect(checkProof((await ask("GET", "11/proof")).text, undefined)).toEqual({ seq: 11, size: 12, fault: undefined });
});

it("keeps the log for good unless it is told otherwise, and half a year at least", () => {
  expect(readConfig({}).audit_days).toBeUndefined();
  expect(() => readConfig({ TINGHENG_AUDIT_DAYS: "182" })).toThrow("AUDIT_DAYS");
});
