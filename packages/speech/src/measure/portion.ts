// The value under which a share of many numbers lies (a quantile), without a list of boxed numbers for hours of sound.

type Numbers = Int16Array | Uint16Array | Float64Array;

/** 0.5 is the middle one; undefined where there are no numbers. */
export function portion(values: Numbers | readonly number[], share: number): number | undefined {
  const sorted = ArrayBuffer.isView(values) ? values.slice() : Float64Array.from(values);
  return sorted.sort()[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
