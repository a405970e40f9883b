// Which phrases were found in the turns of a call, as numbers: rows that are only made into anything else when somebody asks.

/** Numbers of a row: list of slots, turn, from, to, and `exact` with the place of its parts. */
export const foundRow = 5;

/** Rows of found phrases, and the parts of those with gaps: how many numbers follow, then from, to, from, to … */
export interface KeptPhrases {
  readonly rows: Int32Array;
  readonly parts: Int32Array;
}

export class FoundPhrases {
  rows = new Int32Array(foundRow << 9);
  /** Up to which number the rows are filled. */
  count = 0;
  parts = new Int32Array(1 << 10);
  partCount = 0;
  /** The turn to which rows are added. */
  turn = 0;

  clear(): void {
    this.count = 0;
    this.partCount = 0;
    this.turn = 0;
  }

  add(list: number, from: number, to: number, exact: boolean): void {
    this.#push(list, from, to, exact ? 1 : 0);
  }

  /** A phrase with gaps: `spans` from `start` to `end` are the from, to, from, to … of its parts. */
  addParts(list: number, spans: Int32Array, start: number, end: number, exact: boolean): void {
    const place = this.partCount;
    this.partCount += end - start + 1;
    if (this.partCount > this.parts.length) this.parts = grown(this.parts, this.partCount);
    this.parts[place] = end - start;
    for (let at = start; at < end; at++) this.parts[place + 1 + at - start] = spans[at] as number;
    this.#push(list, spans[start] as number, spans[end - 1] as number, ((place + 1) << 1) | (exact ? 1 : 0));
  }

  /** A copy that stays when this one is used again. */
  kept(): KeptPhrases {
    return { rows: this.rows.slice(0, this.count), parts: this.parts.slice(0, this.partCount) };
  }

  #push(list: number, from: number, to: number, kind: number): void {
    const at = this.count;
    this.count += foundRow;
    if (this.count > this.rows.length) this.rows = grown(this.rows, this.count);
    const { rows } = this;
    rows[at] = list;
    rows[at + 1] = this.turn;
    rows[at + 2] = from;
    rows[at + 3] = to;
    rows[at + 4] = kind;
  }
}

/** Whether a row's phrase was found letter by letter, and where its parts lie (−1: it has none). */
export function exactOf(kind: number): boolean {
  return (kind & 1) === 1;
}

export function partsOf(kind: number): number {
  return (kind >>> 1) - 1;
}

function grown(numbers: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(2 * numbers.length, needed));
  larger.set(numbers);
  return larger;
}
