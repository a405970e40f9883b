import { describe, expect, it } from "vitest";
import { readHistory } from "./party-history.ts";

const sides = ["agent", "customer", "agent"] as const;
const history = (...events: readonly [number, string, number][]) =>
  readHistory(
    events.map(([party, event, second]) => ({ party, event, time: String(second) })),
    [0, 1],
    (time) => Number(time) * 1000,
    (party) => sides[party] ?? "unknown",
  );

describe("readHistory", () => {
  it("pairs hold with unhold by party, and ends an open hold at the drop", () => {
    expect(history([1, "hold", 5], [1, "unhold", 9], [1, "hold", 20], [1, "drop", 30]).holds).toEqual([
      { startMs: 5000, endMs: 9000 },
      { startMs: 20_000, endMs: 30_000 },
    ]);
    expect(history([1, "hold", 5], [0, "unhold", 9]).holds).toEqual([]);
  });

  it("takes whoever drops first for the one who hung up, in whatever order it is written", () => {
    expect(history([1, "drop", 31], [0, "drop", 30]).hangup).toMatchObject({ by: "agent", atMs: 30_000 });
    expect(history([1, "drop", 30]).hangup).toMatchObject({ by: "customer" });
  });

  it("does not guess between two sides that drop at the same instant", () => {
    expect(history([0, "drop", 30], [1, "drop", 30]).hangup).toMatchObject({ by: "unknown" });
  });

  it("does not take an agent who hands over, or someone who comes back, for the end of the call", () => {
    expect(history([2, "join", 20], [0, "drop", 21], [1, "drop", 60]).hangup).toMatchObject({
      by: "customer",
      atMs: 60_000,
    });
    expect(history([1, "drop", 10], [1, "join", 12], [0, "drop", 40]).hangup).toMatchObject({
      by: "agent",
      atMs: 40_000,
    });
    expect(history([0, "join", 0], [1, "join", 2]).hangup).toBeUndefined();
  });
});
