// Numbers that keep coming, in a typed array at the end. Until then they stand in pieces: one array that grows would leave several times
// its size behind.

type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Float32Array;

export interface Growing<A extends Numbers> {
  push(value: number): void;
  /** All that came but for so many at the end, in memory of its own size; afterwards nothing is left here. */
  done(butLast?: number): A;
}

/** Short rows are many. */
const firstPiece = 256;
const longestPiece = 16_384;

export function growing<A extends Numbers>(make: new (length: number) => A): Growing<A> {
  const full: A[] = [];
  let piece = new make(firstPiece);
  let before = 0;
  let filled = 0;
  return {
    push(value) {
      if (filled === piece.length) {
        full.push(piece);
        before += filled;
        piece = new make(Math.min(longestPiece, 2 * piece.length));
        filled = 0;
      }
      piece[filled++] = value;
    },
    done(butLast = 0) {
      const all = new make(Math.max(0, before + filled - butLast));
      let at = 0;
      for (const one of [...full.splice(0), piece.subarray(0, filled)]) {
        all.set(one.subarray(0, all.length - at), at);
        at = Math.min(all.length, at + one.length);
      }
      piece = new make(firstPiece);
      [before, filled] = [0, 0];
      return all;
    },
  };
}
