import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli, scratch } from "../run-cli.contract.ts";

const files: Readonly<Record<string, string>> = {
  "/mirror/who/punct/resolve/main/model.onnx": "weights",
  "/mirror/who/punct/resolve/main/notes.txt": "notes",
};
let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const body = files[request.url ?? ""];
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-length": body.length }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mirror`;
});
afterAll(() => void server.close());

const catalogue = JSON.stringify({
  version: 1,
  base: "http://127.0.0.1:9",
  models: [
    {
      id: "marks",
      folder: "sherpa-onnx-punct-test",
      kind: "punctuation",
      title: { zh: "标点测试", en: "punctuation test" },
      licence: "MIT",
      path: "who/punct/resolve/main",
      files: [{ name: "model.onnx" }, { name: "notes.txt" }],
    },
  ],
});

it("adds from a mirror, lists, verifies and removes", async () => {
  using folder = scratch();
  const own = folder.write("catalogue.json", catalogue);
  const models = `${folder.path}/models`;
  const run = (...args: string[]) => runCli(["models", "--models", models, "--catalogue", own, ...args]);
  const before = await run("list");
  expect(before.out).toContain("marks");
  expect(before.out).toMatch(/installed .*\n {2}none/u);
  const added = await run("add", "marks", "--mirror", base);
  expect(added).toMatchObject({ code: 0, out: `${models}/sherpa-onnx-punct-test\n` });
  expect(added.err).toContain("licence MIT");
  expect(added.err).toContain("nothing to compare it with");
  expect((await run("list")).out).toMatch(/installed .*\n {2}marks +punctuation/u);
  expect(await run("verify")).toMatchObject({ code: 0, out: "marks\n  model.onnx as it was\n  notes.txt as it was\n" });
  folder.write("models/sherpa-onnx-punct-test/model.onnx", "other");
  expect(await run("verify", "marks")).toMatchObject({ code: 1, out: expect.stringContaining("model.onnx changed") });
  expect((await run("remove", "marks")).code).toBe(0);
  expect((await run("list")).out).toMatch(/none\n$/u);
});

it("tells what is wrong in one sentence, in the reader's language", async () => {
  using folder = scratch();
  const own = folder.write("catalogue.json", catalogue);
  const models = ["models", "--models", `${folder.path}/models`, "--catalogue", own];
  expect(await runCli([...models, "add", "nothing"])).toMatchObject({
    code: 2,
    err: "the catalogue has no model nothing; known: marks\n",
  });
  const chinese = await runCli([...models, "remove", "marks"], { input: "", locale: "zh_CN.UTF-8" });
  expect(chinese.err).toContain("没有安装模型 marks");
  expect((await runCli(["models", "--catalogue", `${folder.path}/no.json`, "list"])).err).toContain("does not exist");
});

it("takes a folder on the disk, copied or linked", async () => {
  using folder = scratch();
  mkdirSync(`${folder.path}/sherpa-onnx-punct-mine`);
  folder.write("sherpa-onnx-punct-mine/model.onnx", "weights");
  for (const extra of [[], ["--link"]]) {
    const models = `${folder.path}/models${extra.length}`;
    const ran = await runCli(["models", "--models", models, "add", `${folder.path}/sherpa-onnx-punct-mine`, ...extra]);
    expect(ran).toMatchObject({ code: 0, out: `${models}/sherpa-onnx-punct-mine\n` });
  }
});
