// The hash tree over the log's entries (RFC 6962, section 2.1): leaves are hashed behind 0x00, nodes behind 0x01. A growing tree
// is kept as the roots of its complete subtrees, largest first, so that one leaf more costs one or two hashes.
import { hash as digest } from "node:crypto";

export interface GrowingTree {
  readonly size: number;
  readonly subtrees: readonly Uint8Array[];
}

export const emptyTree: GrowingTree = { size: 0, subtrees: [] };

export function withLeaf(tree: GrowingTree, leaf: Uint8Array): GrowingTree {
  const subtrees = [...tree.subtrees];
  let grown: Uint8Array = leafHash(leaf);
  for (let rest = tree.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    grown = nodeHash(subtrees.pop() as Uint8Array, grown);
  }
  subtrees.push(grown);
  return { size: tree.size + 1, subtrees };
}

export function rootOf({ subtrees }: GrowingTree): Uint8Array {
  if (subtrees.length === 0) return digest("sha256", "", "buffer");
  return subtrees.reduceRight((right, left) => nodeHash(left, right));
}

/** Leaves from `from` on, `to` not included. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Whose roots prove leaf `index` (from 0) of a tree with so many leaves: the subtrees beside the way to the root, from below (RFC
 * 6962, section 2.1.1).
 */
export function besideWay(index: number, size: number, from = 0): LeafRange[] {
  if (size <= 1) return [];
  const left = largestPowerBelow(size);
  const [middle, to] = [from + left, from + size];
  return index < left
    ? [...besideWay(index, left, from), { from: middle, to }]
    : [...besideWay(index - left, size - left, middle), { from, to: middle }];
}

/** What a growing tree over all leaves has of a range that begins at a subtree's beginning, to go on from. */
export function treeWithin({ size, subtrees }: GrowingTree, range: LeafRange): GrowingTree {
  const own: Uint8Array[] = [];
  let [start, count] = [0, 0];
  for (const subtree of subtrees) {
    const length = 2 ** Math.floor(Math.log2(size - start));
    if (start >= range.from && start + length <= range.to) {
      own.push(subtree);
      count += length;
    }
    start += length;
  }
  return { size: count, subtrees: own };
}

/** Whether a leaf lies at `index` of the tree with so many leaves and this root. */
export function isIncluded(
  leaf: Uint8Array,
  index: number,
  tree: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (index < 0 || index >= tree.size) return false;
  const climb = (at: number, size: number, beside: readonly Uint8Array[]): Uint8Array | undefined => {
    if (size === 1) return beside.length === 0 ? leafHash(leaf) : undefined;
    const left = largestPowerBelow(size);
    const other = beside.at(-1);
    const mine = at < left ? climb(at, left, beside.slice(0, -1)) : climb(at - left, size - left, beside.slice(0, -1));
    if (other === undefined || mine === undefined) return undefined;
    return at < left ? nodeHash(mine, other) : nodeHash(other, mine);
  };
  const root = climb(index, tree.size, proof);
  return root !== undefined && Buffer.compare(root, tree.root) === 0;
}

/** The largest power of two that is smaller. */
function largestPowerBelow(size: number): number {
  return 2 ** Math.ceil(Math.log2(size) - 1);
}

function leafHash(leaf: Uint8Array): Buffer {
  return digest("sha256", Buffer.concat([Uint8Array.of(0x00), leaf]), "buffer");
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return digest("sha256", Buffer.concat([Uint8Array.of(0x01), left, right]), "buffer");
}
