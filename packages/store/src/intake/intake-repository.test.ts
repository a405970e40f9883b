import { expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import {
  closeParts,
  forgetTold,
  intakeCallsNamed,
  type KeptPart,
  keepIntakeCall,
  keepParts,
  openParts,
  partsAround,
  sweepParts,
} from "./parts-repository.ts";
import { keepCursor, leaseWatch, noteTrouble, readCursor, releaseWatch } from "./watches-repository.ts";

const at = new Date("2026-03-02T02:00:00Z");
const later = (ms: number) => new Date(at.getTime() + ms);
const part = (partId: string, keys: readonly string[], facts = {}, lastUpdate?: string): KeptPart => ({
  partId,
  keys,
  facts,
  ...(lastUpdate === undefined ? {} : { lastUpdate }),
});

onBothDatabases((database) => {
  it("finds all parts of a call by any of their keys, in the order they were told, the newest telling of each", async () => {
    const { kysely } = database();
    const given = [part("1", ["a", "b"]), part("2", ["b", "c"]), part("3", ["c"]), part("4", ["d"])];
    await keepParts(kysely, "one", given, at);
    await keepParts(kysely, "two", [part("1", ["a"])], at);
    const around = async (key: string) => (await partsAround(kysely, "one", [key])).map(({ partId }) => partId);
    expect([await around("a"), await around("c"), await around("d")]).toEqual([
      ["1", "2", "3"],
      ["1", "2", "3"],
      ["4"],
    ]);
    const times = [
      part("4", ["d"], { n: 2 }, "2026-03-02T02:00:00Z"),
      part("4", ["d"], { n: 1 }, "2026-03-02T01:00:00Z"),
    ];
    await keepParts(kysely, "one", times, at);
    await keepParts(kysely, "one", [part("4", ["d"], { n: 0 }, "2026-03-02T00:00:00+08:00")], at);
    expect(await partsAround(kysely, "one", ["d"])).toEqual([times[0]]);
  });

  it("has a part open until its call is made, and again when it tells something else", async () => {
    const { kysely } = database();
    const open = async () => (await openParts(kysely, "open", 10)).partIds;
    const told = part("1", ["a"], { n: 1 });
    await keepParts(kysely, "open", [told], at);
    expect(await open()).toEqual(["1"]);
    await closeParts(kysely, "open", ["1"]);
    await keepParts(kysely, "open", [told], at);
    expect(await open()).toEqual([]);
    await keepParts(kysely, "open", [{ ...told, facts: { n: 2 } }], at);
    expect(await open()).toEqual(["1"]);
  });

  it("knows a call by its names, and forgets it with all that was told", async () => {
    const { kysely } = database();
    await keepParts(kysely, "s", [part("1", ["a"])], at);
    await keepIntakeCall(kysely, "s", { externalId: "x", recording: "x.wav" }, ["x", "x.wav"], at);
    await keepIntakeCall(kysely, "s", { externalId: "x", detail: { id: "a" } }, ["a"], at);
    const named = { externalId: "x", detail: { id: "a" }, recording: "x.wav" };
    expect(await intakeCallsNamed(kysely, "s", ["a", "z"])).toEqual([named]);
    expect(await intakeCallsNamed(kysely, "other", ["a"])).toEqual([]);
    await closeParts(kysely, "s", ["1"]);
    expect(await sweepParts(kysely, later(1))).toBeGreaterThan(0);
    expect(await intakeCallsNamed(kysely, "s", ["a"])).toEqual([{ ...named, detail: undefined }]);
    await keepParts(kysely, "s", [part("1", ["a"])], at);
    await forgetTold(kysely, "s", "x");
    expect([await intakeCallsNamed(kysely, "s", ["a"]), await partsAround(kysely, "s", ["a"])]).toEqual([[], []]);
  });

  it("gives a watch to one owner until the lease is over, and keeps how far it got", async () => {
    const { kysely } = database();
    const lease = (owner: string, ms: number) =>
      leaseWatch(kysely, { watch: "w", owner, now: later(ms), until: later(ms + 1_000) });
    expect([await lease("a", 0), await lease("b", 500), await lease("a", 900)]).toEqual([true, false, true]);
    expect([await lease("b", 1_500), await lease("b", 2_000)]).toEqual([false, true]);
    await releaseWatch(kysely, "w", "b");
    expect(await lease("c", 2_001)).toBe(true);
    expect([await noteTrouble(kysely, "w", "gone"), await noteTrouble(kysely, "w", "gone")]).toEqual([true, false]);
    await keepCursor(
      kysely,
      "w",
      new Map([
        ["", { n: 1 }],
        ["day", { n: 2 }],
      ]),
    );
    await keepCursor(
      kysely,
      "w",
      new Map([
        ["", { n: 3 }],
        ["day", undefined],
      ]),
    );
    expect([...(await readCursor(kysely, "w"))]).toEqual([["", { n: 3 }]]);
  });
});
