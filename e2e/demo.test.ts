// The first command of the README on an empty folder: sample calls are there, judged and open, for everybody who is named.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type ServiceProcess, startProcess } from "../bench/service-load.ts";
import { visit } from "./visitor.ts";

interface Person {
  readonly name: string;
  readonly password: string;
  readonly role: string;
}

const command = ["demo", "--port", "0"];
let folder: string;
let service: ServiceProcess;
let people: readonly Person[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tingheng-demo-"));
  service = await startProcess({}, command, folder);
  people = await vi.waitUntil(() => (told().length === 4 ? told() : undefined), { timeout: 60_000 });
}, 120_000);
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Who may log in, as the command tells it. */
function told(): Person[] {
  return [...service.said().matchAll(/^ {2}(\w+) +(demo-\w+) +(\S+)$/gm)].map(
    ([, role = "", name = "", password = ""]) => ({
      name,
      password,
      role,
    }),
  );
}

const as = (role: string) => {
  const { name = "", password = "" } = people.find((one) => one.role === role) ?? {};
  return visit(service.url ?? "", name, password);
};

it("tells people to log in as, and keeps them for its owner alone", async () => {
  expect(people.map(({ role }) => role)).toEqual(["administrator", "supervisor", "inspector", "agent"]);
  const kept = join(folder, "tingheng-demo", "demo-people.json");
  expect(JSON.parse(readFileSync(kept, "utf8"))).toEqual(people);
  expect(statSync(kept).mode & 0o777).toBe(0o600);
});

it("has every sample call judged, with sheets that open and a recording that plays", async () => {
  const supervisor = await as("supervisor");
  const found = await supervisor.findAll();
  expect(found).toHaveLength(17);
  expect(found.filter(({ judgements }) => judgements.length === 0)).toEqual([]);
  const [heard] = found.filter(({ recording }) => recording !== undefined);
  const playback = await supervisor.read(`/api/v1/calls/${heard?.id}/playback`);
  expect(playback.headers.get("content-type")).toBe("audio/wav");
  expect((await playback.arrayBuffer()).byteLength).toBeGreaterThan(100_000);
  for (const { id } of found) {
    const sheet = await (await supervisor.read(`/api/v1/calls/${id}/sheet`)).text();
    expect([sheet.slice(0, 15).toLowerCase(), sheet.length > 10_000]).toEqual(["<!doctype html>", true]);
  }
  const { items } = (await (await supervisor.read("/api/v1/unread")).json()) as { items: unknown[] };
  expect(items).toEqual([]);
}, 180_000);

it("shows the inspector all calls, and the agent their own", async () => {
  const all = await (await as("inspector")).calls();
  const own = await (await as("agent")).calls();
  expect(own.length).toBeGreaterThan(0);
  expect(own.length).toBeLessThan(all.length);
  expect(new Set(own.map(({ agent }) => agent?.id))).toEqual(new Set(["8012"]));
});

it("is there again with the same calls and people when it is started again", async () => {
  const before = await (await as("supervisor")).findAll();
  await service.stop();
  expect(service.child.exitCode).toBe(0);
  service = await startProcess({}, command, folder);
  await expect.poll(() => told(), { timeout: 60_000 }).toEqual(people);
  expect(await (await as("supervisor")).findAll()).toEqual(before);
  expect(existsSync(join(folder, "tingheng-data"))).toBe(false);
}, 180_000);
