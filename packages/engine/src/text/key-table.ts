// A map from 32-bit keys to numbers other than 0 in one typed array: half the memory traffic of a Map in the matchers' inner loops.

export class KeyTable {
  /** Open addressing in rows of 2: key, value; a value of 0 is an empty row. At most half full: as small as that allows, to stay in the cache. */
  #rows = new Int32Array(2 << 4);
  #shift = 32 - 4;
  #count = 0;

  /** The value of a key, 0 when there is none. */
  get(key: number): number {
    const rows = this.#rows;
    const mask = rows.length - 1;
    let row = (hash(key) >>> this.#shift) << 1;
    for (;;) {
      const value = rows[row + 1] as number;
      if (value === 0 || rows[row] === key) return value;
      row = (row + 2) & mask;
    }
  }

  /** `key` is a signed 32-bit integer, `value` not 0. */
  set(key: number, value: number): void {
    if (4 * (this.#count + 1) > this.#rows.length) this.#grow();
    const rows = this.#rows;
    let row = (hash(key) >>> this.#shift) << 1;
    while (rows[row + 1] !== 0 && rows[row] !== key) row = (row + 2) & (rows.length - 1);
    if (rows[row + 1] === 0) this.#count++;
    rows[row] = key;
    rows[row + 1] = value;
  }

  #grow(): void {
    const old = this.#rows;
    this.#rows = new Int32Array(2 * old.length);
    this.#shift--;
    this.#count = 0;
    for (let row = 0; row < old.length; row += 2) {
      if (old[row + 1] !== 0) this.set(old[row] as number, old[row + 1] as number);
    }
  }
}

function hash(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 16), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
}
