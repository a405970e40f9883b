// Many numbers of hours of sound: the value under which a share of them lies (a quantile), and those of them that are wanted, without a
// list of boxed numbers on the way (a typed array's own `filter` makes one).

type Numbers = Int16Array | Uint16Array | Float64Array;

/** 0.5 is the middle one; undefined where there are no numbers. */
export function portion(values: Numbers | readonly number[], share: number): number | undefined {
  const sorted = ArrayBuffer.isView(values) ? values.slice() : Float64Array.from(values);
  return sorted.sort()[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function those<A extends Int16Array | Uint16Array>(values: A, wanted: (value: number) => boolean): A {
  const found = values.slice() as A;
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (wanted(value)) found[count++] = value;
  }
  return found.subarray(0, count) as A;
}

/** How many are wanted. */
export function countOf(values: Uint8Array | Int16Array, wanted: (value: number) => boolean): number {
  let count = 0;
  for (let at = 0; at < values.length; at++) if (wanted(values[at] ?? 0)) count++;
  return count;
}
