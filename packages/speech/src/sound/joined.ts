// Pieces of sound one behind the other: samples, or bytes of which samples are made.

interface Room {
  readonly length: number;
  set(part: ArrayLike<number>, at: number): void;
}

/** @param kind what is made, as `Int16Array` */
export function joinedAs<Whole extends Room>(
  kind: new (length: number) => Whole,
  parts: readonly ArrayLike<number>[],
): Whole {
  const whole = new kind(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
