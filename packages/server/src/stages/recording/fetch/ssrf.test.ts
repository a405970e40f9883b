import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchRecording } from "./fetch-recording.ts";
import { type House, openHouse } from "./ssrf-house.fixture.ts";
import { ssrfVectors } from "./ssrf-vectors.fixture.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe("addresses of the house", () => {
  test("there are many, each only once", () => {
    expect(ssrfVectors.length).toBeGreaterThanOrEqual(120);
    expect(new Set(ssrfVectors.map(({ name }) => name)).size).toBe(ssrfVectors.length);
  });

  test.each(ssrfVectors)("$name: nothing inside is touched", async (vector) =>
    expect(await house.tryVector(vector)).toBeUndefined(),
  );

  test("the same addresses do reach the house once they are allowed", async () => {
    const allowedHosts = ["127.0.0.0/8", "::1", "0.0.0.0", "::"];
    let reached = 0;
    for (const vector of ssrfVectors) {
      const before = house.hits;
      await house.outcome(vector, { allowedHosts, limits: { totalMs: 5_000, stallMs: 2_000 } });
      if (house.hits > before) reached += 1;
    }
    expect(reached).toBeGreaterThanOrEqual(40);
  });
});

describe("between the check and the connection", () => {
  test("a name that moves meanwhile is resolved once and reached where it was checked", async () => {
    const url = `http://moving.test:${house.port}/call.wav`;
    const before = house.hits;
    const settings = house.settingsFor({ names: { "moving.test": [["127.0.0.2"], ["127.0.0.1"]] } });
    const { bytes } = await fetchRecording(url, settings);
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe("outside");
    expect(house.hits).toBe(before);
    expect(await settings.resolve?.("moving.test")).toEqual(["127.0.0.1"]);
  });
});
