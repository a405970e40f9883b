// Standards of a service's store, written to files and read from them by the command line.
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ownData } from "@tingheng/knowledge/files";
import { readConfig, startService } from "@tingheng/server";
import { expect, it } from "vitest";
import { runCli, scratch } from "../run-cli.contract.ts";

it("exports what a service judges by as a data folder whose cases hold, and brings changes back as drafts", async () => {
  using folder = scratch();
  const data = join(folder.path, "data");
  const settings = { TINGHENG_FOLDER: data, TINGHENG_LOG_LEVEL: "silent", TINGHENG_PORT: "0", TINGHENG_PART: "api" };
  const { stop } = await startService(readConfig(settings));
  await stop();
  const where = ["--folder", data];

  const out = join(folder.path, "out");
  const exported = await runCli(["standards", "export", out, ...where]);
  expect(exported).toMatchObject({ code: 0, err: expect.stringMatching(/: 13 versions\n$/) });
  const survey = "standards/callback-survey/standard.yaml";
  expect(readFileSync(join(out, survey))).toEqual(readFileSync(join(ownData, survey)));
  const tested = await runCli(["--data", out, "standards", "test", "english-basics", "callback-survey"]);
  expect(tested).toMatchObject({ code: 0, out: expect.stringMatching(/ passed, 0 failed\n$/) });
  expect((await runCli(["standards", "export", out, ...where])).code).toBe(2);

  const zip = join(folder.path, "own.zip");
  expect(await runCli(["standards", "export", zip, "english-basics", ...where])).toMatchObject({
    err: expect.stringMatching(/: 1 versions\n$/),
  });
  expect(await runCli(["standards", "import", zip, ...where])).toMatchObject({
    out: "english-basics 1.0.0  there already\n",
  });
  const changed = join(folder.path, "changed");
  mkdirSync(changed);
  cpSync(join(out, "standards/english-basics"), join(changed, "english-basics"), { recursive: true });
  const text = readFileSync(join(changed, "english-basics/standard.yaml"), "utf8");
  folder.write("changed/english-basics/standard.yaml", text.replace("version: 1.0.0", "version: 1.0.9"));
  expect(await runCli(["standards", "import", changed, ...where])).toMatchObject({
    code: 0,
    out: "english-basics 1.0.9  added as a draft\n",
  });
  expect((await runCli(["standards", "import", join(folder.path, "none"), ...where])).code).toBe(2);
}, 180_000);
