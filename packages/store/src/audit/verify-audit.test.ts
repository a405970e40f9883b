import { createPublicKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headKeyFrom, parsePublicKey, publicKeyText } from "./audit-heads.ts";
import { besideWay, emptyTree, isIncluded, rootOf, treeWithin, withLeaf } from "./merkle-tree.ts";
import { keptLog, mutationKinds, tryMutations } from "./mutated-log.fixture.ts";
import { beginReading } from "./verify-audit.ts";

const key = headKeyFrom(Buffer.alloc(32, "a"));
const publicKey = createPublicKey(key);

it("finds 100,000 mutations of a log and names where", () => {
  const { tried, found, missed } = tryMutations(keptLog(80, 10, key, publicKey), 100_000);
  expect(missed).toEqual([]);
  expect(found).toBe(100_000);
  expect([...tried.keys()].sort()).toEqual([...mutationKinds].sort());
});

it("knows heads that somebody else signed", () => {
  const other = headKeyFrom(Buffer.alloc(32, "b"));
  const { heads } = keptLog(20, 10, other, createPublicKey(other));
  expect(beginReading(heads, publicKey)).toEqual({ fault: { kind: "signature", seq: 10, vouched: 0 } });
});

it("gives its public key as text and reads it again", () => {
  const text = publicKeyText(key);
  expect(text).toHaveLength(44);
  expect(publicKeyText(parsePublicKey(text) ?? key)).toBe(text);
  expect(parsePublicKey("short")).toBeUndefined();
});

describe("the hash tree", () => {
  const leaves = (texts: readonly string[]) => texts.map((text) => Buffer.from(text, "hex"));
  // The test vectors of the Certificate Transparency log: https://www.rfc-editor.org/rfc/rfc6962 and its reference code.
  const known = leaves([
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ]);
  it.each([
    [0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
    [2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
    [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
  ])("of %i known leaves has the published root", (count, root) => {
    expect(Buffer.from(rootOf(known.slice(0, count).reduce(withLeaf, emptyTree))).toString("hex")).toBe(root);
  });

  it("proves every leaf and nothing else", () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 40 }), fc.nat(), bytes, (all, chosen, other) => {
        const index = chosen % all.length;
        const leaf = all[index] as Uint8Array;
        const tree = { size: all.length, root: rootOf(all.reduce(withLeaf, emptyTree)) };
        const rootIn = (from: number, to: number) => rootOf(all.slice(from, to).reduce(withLeaf, emptyTree));
        const proof = besideWay(index, all.length).map(({ from, to }) => rootIn(from, to));
        expect(isIncluded(leaf, index, tree, proof)).toBe(true);
        if (Buffer.compare(leaf, other) !== 0) expect(isIncluded(other, index, tree, proof)).toBe(false);
        expect(isIncluded(leaf, index, tree, [...proof, leaf])).toBe(false);
      }),
    );
  });

  it("is proved just the same where only its beginning's subtrees are left", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, cutAt, chosen) => {
        const all = Array.from({ length: size }, (_, index) => Uint8Array.of(index));
        const cut = cutAt % size;
        const index = cut + (chosen % (size - cut));
        const given = all.slice(0, cut).reduce(withLeaf, emptyTree);
        const proof = besideWay(index, size).map((range) =>
          rootOf(all.slice(Math.max(range.from, cut), range.to).reduce(withLeaf, treeWithin(given, range))),
        );
        const root = rootOf(all.reduce(withLeaf, emptyTree));
        expect(isIncluded(Uint8Array.of(index), index, { size, root }, proof)).toBe(true);
      }),
    );
  });
});
