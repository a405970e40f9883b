import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@tingheng/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tingheng-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, "settings.yaml");
  writeFileSync(path, text);
  return path;
}

/** What is said of settings that can't be used. */
function complaint(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof AppError) return error.say("en");
    throw error;
  }
  return "none";
}

it("needs nothing, and then keeps everything in one folder of this machine", () => {
  expect(readConfig({})).toMatchObject({ folder: "tingheng-data", host: "127.0.0.1", port: 8470, part: "all" });
  expect(readConfig({ PATH: "/bin", HOME: "/root" }).database_url).toBeUndefined();
});

it("is read from the environment and one file, of which the environment wins", () => {
  const path = file("port: 9000\njudges: 3\nfetch_hosts: [pbx.lan, 10.0.0.0/8]\ntrusted_proxies: [127.0.0.1]\n");
  const config = readConfig({ TINGHENG_CONFIG: path, TINGHENG_PORT: "9100" });
  expect(config).toMatchObject({ port: 9_100, judges: 3, fetch_hosts: ["pbx.lan", "10.0.0.0/8"] });
  expect(readConfig({ TINGHENG_FETCH_HOSTS: "pbx.lan, 10.0.0.0/8" }).fetch_hosts).toEqual(config.fetch_hosts);
  expect(readConfig({ DATABASE_URL: "postgres://a" }).database_url).toBe("postgres://a");
  expect(readConfig({ DATABASE_URL: "postgres://a", TINGHENG_DATABASE_URL: "postgres://b" }).database_url).toBe(
    "postgres://b",
  );
  expect(readConfig({ TINGHENG_PORT: "" }).port).toBe(8470);
});

describe("what can't be used is named, with what was expected and found", () => {
  it.each([
    [{ TINGHENG_PROT: "1" }, /TINGHENG_PROT.*TINGHENG_PORT/s],
    [{ TINGHENG_PORT: "eighty" }, /TINGHENG_PORT.*"eighty"/s],
    [{ TINGHENG_PORT: "70000" }, /TINGHENG_PORT.*65535.*"70000"/s],
    [{ TINGHENG_BASE_PATH: "/qa/" }, /TINGHENG_BASE_PATH.*a path like \/qa/s],
    [{ TINGHENG_SECRET: "short" }, /TINGHENG_SECRET/],
    [{ TINGHENG_PART: "half" }, /TINGHENG_PART.*worker/s],
    [{ TINGHENG_PUBLIC_URL: "here" }, /TINGHENG_PUBLIC_URL/],
    [{ TINGHENG_TRUSTED_PROXIES: "everybody" }, /TINGHENG_TRUSTED_PROXIES.*addresses or ranges/s],
    [{ TINGHENG_CONFIG: "/nowhere/settings.yaml" }, /\/nowhere\/settings\.yaml/],
  ])("%j", (environment, sentence) => expect(complaint(environment)).toMatch(sentence));

  it.each([
    ["prot: 1", /settings\.yaml: prot/],
    ["port: eighty", /settings\.yaml: port.*"eighty"/s],
    ["just words", /settings, one a line.*just words/s],
    ["watch: [{ name: a, folder: in, system: asterisk }]", /settings\.yaml: watch\.0\.folder.*an absolute path/s],
    ["watch: [{ name: a, folder: /in, system: fax }]", /settings\.yaml: watch\.0\.system.*asterisk/s],
  ])("in the file: %s", (text, sentence) => expect(complaint({ TINGHENG_CONFIG: file(text) })).toMatch(sentence));

  it("is never repeated where it is a secret", () => {
    expect(complaint({ TINGHENG_SECRET: "hunter2" })).not.toContain("hunter2");
    expect(complaint({ TINGHENG_CONFIG: file("secret: hunter2") })).not.toContain("hunter2");
    const watch = "watch: [{ name: a, system: asterisk, s3: { bucket: b, secret: hunter2, region: 7 } }]";
    expect(complaint({ TINGHENG_CONFIG: file(watch) })).not.toContain("hunter2");
    const headers = complaint({ TINGHENG_TRACES_HEADERS: "no name=hunter2" });
    expect(headers).toMatch(/TINGHENG_TRACES_HEADERS/);
    expect(headers).not.toContain("hunter2");
    expect(complaint({ TINGHENG_CONFIG: file("traces_headers: { token: [hunter2] }") })).not.toContain("hunter2");
  });
});

it("reads headers as OpenTelemetry writes them, and from the file by their names", () => {
  const given = readConfig({ TINGHENG_TRACES_HEADERS: "authorization=Bearer%20x=y, x-part = 100% ," });
  expect(given.traces_headers).toEqual({ authorization: "Bearer x=y", "x-part": "100%" });
  const own = readConfig({ TINGHENG_CONFIG: file("traces_headers: { x-token: a=b }") });
  expect(own.traces_headers).toEqual({ "x-token": "a=b" });
});
