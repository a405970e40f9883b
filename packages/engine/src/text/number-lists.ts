// Many short lists of numbers in one piece of memory: reading one after another costs no jumps.

export class NumberLists {
  /** List i is `flat[starts[i]]` … `flat[starts[i + 1] − 1]`. */
  readonly starts: Uint32Array;
  readonly flat: Int32Array;

  private constructor(starts: Uint32Array, flat: Int32Array) {
    this.starts = starts;
    this.flat = flat;
  }

  static of(lists: readonly (readonly number[])[]): NumberLists {
    const starts = new Uint32Array(lists.length + 1);
    lists.forEach((list, index) => {
      starts[index + 1] = (starts[index] as number) + list.length;
    });
    const flat = new Int32Array(starts[lists.length] as number);
    lists.forEach((list, index) => {
      flat.set(list, starts[index]);
    });
    return new NumberLists(starts, flat);
  }

  at(index: number): Int32Array {
    return this.flat.subarray(this.starts[index], this.starts[index + 1]);
  }
}
