import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "@tingheng/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FetchSettings, fetchRecording } from "./fetch-recording.ts";
import { type SsrfVector, ssrfVectors } from "./ssrf-vectors.fixture.ts";

const servers: Server[] = [];
let port = 0;
let hits = 0;

beforeAll(async () => {
  port = await listen("127.0.0.1", 0);
  await listen("::1", port).catch(() => {});
  const allowed = createServer(({ url = "" }, answer) => {
    if (url === "/call.wav") return void answer.end("outside");
    const next = url.startsWith("/to?") ? decodeURIComponent(url.slice(4)) : url;
    answer.writeHead(302, { location: next }).end();
  });
  servers.push(allowed);
  await new Promise<void>((resolve) => allowed.listen(port, "127.0.0.2", resolve));
});

afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

/** The house: whoever so much as connects is counted. */
async function listen(address: string, wanted: number): Promise<number> {
  const server = createServer((_, answer) => answer.end("inside"));
  server.on("connection", () => {
    hits += 1;
  });
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(wanted, address, resolve));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

function settingsFor({ names }: SsrfVector): FetchSettings {
  const asked = new Map<string, number>();
  const known = { "allowed.test": [["127.0.0.2"]], ...names };
  return {
    allowedHosts: ["127.0.0.2"],
    limits: { totalMs: 5_000, stallMs: 1_000 },
    resolve: async (host) => {
      const answers = known[host as keyof typeof known] ?? [];
      const time = asked.get(host) ?? 0;
      asked.set(host, time + 1);
      return answers[Math.min(time, answers.length - 1)] ?? [];
    },
  };
}

async function outcome(vector: SsrfVector, settings: FetchSettings): Promise<string> {
  try {
    const { bytes } = await fetchRecording(vector.url.replaceAll("{port}", `${port}`), settings);
    for await (const _ of bytes);
    return "fetched";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe("addresses of the house", () => {
  test("there are many, each only once", () => {
    expect(ssrfVectors.length).toBeGreaterThanOrEqual(120);
    expect(new Set(ssrfVectors.map(({ name }) => name)).size).toBe(ssrfVectors.length);
  });

  test.each(ssrfVectors)("$name: nothing inside is touched", async (vector) => {
    const before = hits;
    expect(await outcome(vector, settingsFor(vector))).toBe(vector.refused);
    expect(hits).toBe(before);
  });

  test("the same addresses do reach the house once they are allowed", async () => {
    const opened = ["127.0.0.0/8", "::1", "0.0.0.0", "::"];
    let reached = 0;
    for (const vector of ssrfVectors) {
      const before = hits;
      await outcome(vector, {
        ...settingsFor(vector),
        allowedHosts: opened,
        limits: { totalMs: 300, stallMs: 100 },
      });
      if (hits > before) reached += 1;
    }
    expect(reached).toBeGreaterThanOrEqual(40);
  });
});

describe("between the check and the connection", () => {
  test("a name that moves meanwhile is resolved once and reached where it was checked", async () => {
    const url = "http://moving.test:{port}/call.wav";
    const answers = [["127.0.0.2"], ["127.0.0.1"]];
    const before = hits;
    const settings = settingsFor({ name: "", url, refused: "fetch.internal", names: { "moving.test": answers } });
    const { bytes } = await fetchRecording(url.replace("{port}", `${port}`), settings);
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe("outside");
    expect(hits).toBe(before);
    expect(await settings.resolve?.("moving.test")).toEqual(["127.0.0.1"]);
  });
});
