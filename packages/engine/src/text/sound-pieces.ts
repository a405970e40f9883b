// Which triples of sounds betray a phrase that was heard with errors. A phrase is cut into blocks, so few that one of them holds at most one
// error; of each block four syllables are taken, and every triple that they leave when one is wrong, missing or followed by a stray one.

/** How the three sounds of a key stand in the text. */
export const shapes = { together: 0, firstApart: 1, lastApart: 2 } as const;

/** A triple of sounds, and which syllable of the phrase its first one is. */
interface Piece {
  readonly key: number;
  readonly offset: number;
}

export function tripleKey(shape: number, first: number, second: number, third: number): number {
  return (shape << 27) | (first << 18) | (second << 9) | third;
}

const coreLength = 4;

/** `errors` at most in all, `wrong` of them wrong or missing syllables; `rarity` says how often a pair of sounds occurs in all phrases. */
export function piecesOf(
  sounds: Uint16Array,
  wrong: number,
  errors: number,
  frequency: (first: number, second: number) => number,
): Piece[] {
  const length = sounds.length;
  const at = (index: number) => sounds[index] as number;
  if (errors === 0) return [{ key: tripleKey(shapes.together, at(0), at(1), at(2)), offset: 0 }];
  const blocks = Math.max(1, Math.min((errors >> 1) + 1, Math.floor(length / coreLength)));
  const pieces: Piece[] = [];
  for (let block = 0; block < blocks; block++) {
    const from = Math.floor((block * length) / blocks);
    const to = Math.floor(((block + 1) * length) / blocks);
    pieces.push(...corePieces(at, rarestCore(at, from, to, frequency), wrong > 0));
  }
  return pieces;
}

function rarestCore(
  at: (index: number) => number,
  from: number,
  to: number,
  frequency: (first: number, second: number) => number,
): number {
  let rarest = from;
  let lowest = Number.POSITIVE_INFINITY;
  for (let core = from; core + coreLength <= to; core++) {
    let sum = 0;
    for (let index = core; index < core + coreLength - 1; index++) sum += frequency(at(index), at(index + 1));
    if (sum < lowest) [lowest, rarest] = [sum, core];
  }
  return rarest;
}

function corePieces(at: (index: number) => number, core: number, mayBeWrong: boolean): Piece[] {
  const a = at(core);
  const b = at(core + 1);
  const c = at(core + 2);
  const d = at(core + 3);
  const { together, firstApart, lastApart } = shapes;
  const pieces = [
    { key: tripleKey(together, a, b, c), offset: core }, // right, d wrong or missing, stray before d
    { key: tripleKey(together, b, c, d), offset: core + 1 }, // a wrong or missing, stray after a
    { key: tripleKey(lastApart, a, b, c), offset: core }, // stray between b and c
  ];
  if (!mayBeWrong) return pieces;
  return [
    ...pieces,
    { key: tripleKey(firstApart, a, c, d), offset: core }, // b wrong
    { key: tripleKey(lastApart, a, b, d), offset: core }, // c wrong
    { key: tripleKey(together, a, c, d), offset: core }, // b missing
    { key: tripleKey(together, a, b, d), offset: core }, // c missing
  ];
}
