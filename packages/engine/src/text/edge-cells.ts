// The edges of a literal graph in one piece of memory, laid over one another so that the next node is one look away
// (double array, Aoe 1989): the edge of node `base` by label l lies in cell base + l.
import type { LiteralGraph } from "./literal-graph.ts";

/** Numbers of a cell: the base of the node whose edge it is (0: free), the base of the node it leads to (0: nothing follows), what ends there (−1: nothing). */
export const cellRow = 3;

export interface EdgeCells {
  readonly cells: Int32Array;
  readonly root: number;
  /** The label of every UTF-16 unit, 0 for those that no edge has. */
  readonly labels: Uint16Array;
}

/** Searching for room goes on where it was found last, once so many places were tried. */
const manyTries = 256;

export function edgeCells(graph: LiteralGraph): EdgeCells {
  const { starts, units, targets, outputs, root } = graph;
  const labels = labelsOf(units);
  const edgesOf = (node: number) => (starts[node + 1] as number) - (starts[node] as number);
  const nodes = Array.from(outputs.keys()).filter((node) => edgesOf(node) > 0);
  nodes.sort((a, b) => edgesOf(b) - edgesOf(a));
  const room = new Room();
  const bases = new Int32Array(outputs.length);
  for (const node of nodes) {
    bases[node] = room.take(
      Array.from(units.subarray(starts[node], starts[node + 1]), (unit) => labels[unit] as number),
    );
  }
  // Every label may be asked of every base.
  const cells = new Int32Array(cellRow * (room.end + mostLabels(labels) + 1));
  for (const node of nodes) {
    const base = bases[node] as number;
    for (let edge = starts[node] as number; edge < (starts[node + 1] as number); edge++) {
      const target = targets[edge] as number;
      const cell = cellRow * (base + (labels[units[edge] as number] as number));
      cells[cell] = base;
      cells[cell + 1] = bases[target] as number;
      cells[cell + 2] = outputs[target] as number;
    }
  }
  // A graph without edges still has a root, of which no cell is.
  return { cells, root: (bases[root] as number) || 1, labels };
}

/** Units on many edges get low labels: nodes then lie close together. */
function labelsOf(units: Uint16Array): Uint16Array {
  const counts = new Map<number, number>();
  for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const labels = new Uint16Array(65536);
  [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .forEach(([unit], index) => {
      labels[unit] = index + 1;
    });
  return labels;
}

function mostLabels(labels: Uint16Array): number {
  return labels.reduce((most, label) => Math.max(most, label), 0);
}

/** Which cells and bases are taken. */
class Room {
  /** One more than the highest base. */
  end = 2;
  #cells = new Uint8Array(1 << 12);
  #bases = new Uint8Array(1 << 12);
  /** Below are few free cells, for nodes with several edges and with one. */
  #from = 1;
  #alone = 1;

  /** The lowest base found at which all labels are free; no two nodes have the same. */
  take(labels: readonly number[]): number {
    const least = labels.reduce((low, one) => Math.min(low, one));
    const most = labels.reduce((high, one) => Math.max(high, one));
    const alone = labels.length === 1;
    const first = Math.max(1, (alone ? this.#alone : this.#from) - least);
    let base = first;
    for (; ; base++) {
      if (base + most >= this.#cells.length) this.#grow(base + most);
      if (this.#bases[base] === 0 && this.#isFree(base, labels)) break;
    }
    if (base - first > manyTries) {
      if (alone) this.#alone = base + least;
      else this.#from = base + least;
    }
    this.#bases[base] = 1;
    for (const label of labels) this.#cells[base + label] = 1;
    this.end = Math.max(this.end, base + 1);
    return base;
  }

  #isFree(base: number, labels: readonly number[]): boolean {
    for (let at = 0; at < labels.length; at++) if (this.#cells[base + (labels[at] as number)] === 1) return false;
    return true;
  }

  #grow(atLeast: number): void {
    const room = Math.max(2 * this.#cells.length, atLeast + 1);
    const [cells, bases] = [this.#cells, this.#bases];
    this.#cells = new Uint8Array(room);
    this.#bases = new Uint8Array(room);
    this.#cells.set(cells);
    this.#bases.set(bases);
  }
}
