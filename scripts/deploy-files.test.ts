import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { withTable } from "./settings-table.ts";

const text = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

it("has every setting in docs/running.md as it is", () => {
  expect(withTable(text("docs/running.md"))).toBe(text("docs/running.md"));
});

it("builds an image that runs as nobody special, is looked after and downloads nothing when it runs", () => {
  const lines = text("Dockerfile").replaceAll("\\\n", " ").split("\n");
  const stages = lines.filter((line) => line.startsWith("FROM "));
  expect(stages).toHaveLength(2);
  for (const stage of stages) expect(stage).toMatch(/^FROM node:24-slim/u);
  const last = lines.slice(lines.indexOf(stages[1] ?? ""));
  const at = (start: string) => last.findIndex((line) => line.startsWith(start));
  expect(at("USER node")).toBeGreaterThan(0);
  expect(at("USER node")).toBeLessThan(at("ENTRYPOINT"));
  expect(at("HEALTHCHECK")).toBeGreaterThan(0);
  expect(last.filter((line) => /\b(npm|apt|curl|wget)\b/u.test(line))).toEqual([]);
  for (const line of last.filter((line) => /^(ENTRYPOINT|CMD) /u.test(line)))
    expect(JSON.parse(line.replace(/^\w+ /u, ""))).toBeInstanceOf(Array);
});

it("composes one process by itself, or a cluster of an API, two workers and what they keep things in", () => {
  const { services, volumes } = parse(text("compose.yaml"), { merge: true }) as {
    services: Record<string, Record<string, unknown> & { volumes?: string[]; ports?: string[] }>;
    volumes: Record<string, unknown>;
  };
  expect(services.tingheng?.profiles).toBeUndefined();
  for (const name of ["api", "worker", "postgres", "objects", "bucket"])
    expect(services[name]?.profiles, name).toEqual(["cluster"]);
  expect(services.worker?.deploy).toEqual({ replicas: 2 });
  for (const [name, { ports = [], volumes: used = [] }] of Object.entries(services)) {
    for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/u);
    for (const place of used.filter((place) => !place.startsWith("/")))
      expect(volumes, name).toHaveProperty(place.split(":")[0] ?? "");
  }
  for (const name of ["tingheng", "api", "worker"])
    expect(services[name]).toMatchObject({ read_only: true, cap_drop: ["ALL"], build: "." });
});

it("has a unit that systemd takes, which may write nowhere but to its data", () => {
  const unit = text("deploy/tingheng.service");
  for (const line of ["DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "StateDirectory=tingheng"])
    expect(unit).toContain(`\n${line}\n`);
  const path = new URL("../deploy/tingheng.service", import.meta.url).pathname;
  const { error, stderr } = spawnSync("systemd-analyze", ["verify", path], { encoding: "utf8" });
  if (error === undefined) expect(stderr.split("\n").filter((line) => line.includes("tingheng.service:"))).toEqual([]);
});
