// The smallest graph in which many literals can be read unit by unit: those that go on alike and mean the same share all that follows.
// Phrases with alternatives make many literals and few nodes. (Minimal acyclic automata; built from a trie, last nodes first.)

/** Node n's edges are rows `starts[n]` … `starts[n + 1]` of `units` and `targets`; a target always has a lower number than its node. */
export interface LiteralGraph {
  readonly starts: Int32Array;
  readonly units: Uint16Array;
  readonly targets: Int32Array;
  /** What ends in a node, −1 for nothing. */
  readonly outputs: Int32Array;
  readonly root: number;
}

/** The graph of distinct literals that are not empty; `outputOf` says what a literal means, a number from 0 on. */
export function literalGraph(literals: readonly string[], outputOf: (index: number) => number): LiteralGraph {
  const trie = new Trie();
  literals.forEach((literal, index) => {
    trie.add(literal, outputOf(index));
  });
  return merged(trie);
}

/** Node n hangs on `parents[n]`, which has a lower number, by `units[n]`; node 0 is the root. */
class Trie {
  parents = new Int32Array(1 << 12);
  units = new Uint16Array(1 << 12);
  outputs = new Int32Array(1 << 12).fill(-1);
  count = 1;
  /** Open addressing by parent and unit, at most half full. */
  #children = new Int32Array(1 << 13);
  #last = "";
  /** The nodes of the literal added last: many have their beginning in common with it. */
  readonly #path: number[] = [0];

  add(literal: string, output: number): void {
    const last = this.#last;
    let depth = 0;
    while (depth < literal.length && depth < last.length && literal.charCodeAt(depth) === last.charCodeAt(depth))
      depth++;
    let node = this.#path[depth] as number;
    for (; depth < literal.length; depth++) {
      node = this.#child(node, literal.charCodeAt(depth));
      this.#path[depth + 1] = node;
    }
    this.#last = literal;
    this.outputs[node] = output;
  }

  #child(parent: number, unit: number): number {
    const mask = this.#children.length - 1;
    let row = mixed(parent, unit) & mask;
    for (;;) {
      const child = this.#children[row] as number;
      if (child === 0) break;
      if (this.parents[child] === parent && this.units[child] === unit) return child;
      row = (row + 1) & mask;
    }
    if (this.count === this.parents.length) {
      this.#grow();
      return this.#child(parent, unit);
    }
    const child = this.count++;
    this.parents[child] = parent;
    this.units[child] = unit;
    this.#children[row] = child;
    return child;
  }

  #grow(): void {
    const room = 2 * this.count;
    const { parents, units, outputs } = this;
    this.parents = new Int32Array(room);
    this.units = new Uint16Array(room);
    this.outputs = new Int32Array(room).fill(-1);
    this.parents.set(parents);
    this.units.set(units);
    this.outputs.set(outputs);
    this.#children = new Int32Array(2 * room);
    const mask = 2 * room - 1;
    for (let node = 1; node < this.count; node++) {
      let row = mixed(parents[node] as number, units[node] as number) & mask;
      while (this.#children[row] !== 0) row = (row + 1) & mask;
      this.#children[row] = node;
    }
  }
}

/** Children come before their parents, so a node's targets are merged when its own turn comes. */
function merged(trie: Trie): LiteralGraph {
  const { count, parents, units, outputs } = trie;
  const nodes = new Nodes();
  const firstChild = new Int32Array(count);
  const sibling = new Int32Array(count);
  const mergedTo = new Int32Array(count);
  const edges: number[] = [];
  for (let node = count - 1; node >= 0; node--) {
    edges.length = 0;
    for (let child = firstChild[node] as number; child !== 0; child = sibling[child] as number) edges.push(child);
    if (edges.length > 1) edges.sort((a, b) => (units[a] as number) - (units[b] as number));
    mergedTo[node] = nodes.number(outputs[node] as number, edges, units, mergedTo);
    const parent = parents[node] as number;
    sibling[node] = firstChild[parent] as number;
    firstChild[parent] = node;
  }
  return nodes.graph(mergedTo[0] as number);
}

/** Nodes of the graph so far; alike ones get the same number. */
class Nodes {
  readonly #starts: number[] = [0];
  readonly #units: number[] = [];
  readonly #targets: number[] = [];
  readonly #outputs: number[] = [];
  /** Open addressing by content, at most half full: number + 1. */
  #known = new Int32Array(1 << 12);

  number(output: number, edges: readonly number[], units: Uint16Array, mergedTo: Int32Array): number {
    let hash = mixed(output, edges.length);
    for (const child of edges) hash = mixed(mixed(hash, units[child] as number), mergedTo[child] as number);
    const mask = this.#known.length - 1;
    let row = hash & mask;
    for (; this.#known[row] !== 0; row = (row + 1) & mask) {
      const node = (this.#known[row] as number) - 1;
      if (this.#isLike(node, output, edges, units, mergedTo)) return node;
    }
    const node = this.#outputs.push(output) - 1;
    for (const child of edges) {
      this.#units.push(units[child] as number);
      this.#targets.push(mergedTo[child] as number);
    }
    this.#starts.push(this.#units.length);
    this.#hashes.push(hash);
    this.#known[row] = node + 1;
    if (2 * (node + 2) > this.#known.length) this.#grow();
    return node;
  }

  graph(root: number): LiteralGraph {
    return {
      starts: Int32Array.from(this.#starts),
      units: Uint16Array.from(this.#units),
      targets: Int32Array.from(this.#targets),
      outputs: Int32Array.from(this.#outputs),
      root,
    };
  }

  readonly #hashes: number[] = [];

  #isLike(node: number, output: number, edges: readonly number[], units: Uint16Array, mergedTo: Int32Array): boolean {
    const start = this.#starts[node] as number;
    if (this.#outputs[node] !== output || (this.#starts[node + 1] as number) - start !== edges.length) return false;
    for (let at = 0; at < edges.length; at++) {
      const child = edges[at] as number;
      if (this.#units[start + at] !== units[child] || this.#targets[start + at] !== mergedTo[child]) return false;
    }
    return true;
  }

  #grow(): void {
    this.#known = new Int32Array(2 * this.#known.length);
    const mask = this.#known.length - 1;
    this.#hashes.forEach((hash, node) => {
      let row = hash & mask;
      while (this.#known[row] !== 0) row = (row + 1) & mask;
      this.#known[row] = node + 1;
    });
  }
}

function mixed(a: number, b: number): number {
  const hash = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
