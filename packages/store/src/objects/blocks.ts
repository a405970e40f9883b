// Cuts streams of bytes: into blocks of one size, or down to a range.

export type Block = { readonly bytes: Uint8Array; readonly last: boolean };

/** Blocks of `size` bytes, the last one shorter or of that size too; of nothing, one empty block. */
export async function* blocksOf(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Block> {
  let open = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const piece of source) {
    let at = 0;
    while (at < piece.length) {
      if (filled === size) {
        yield { bytes: open, last: false };
        open = Buffer.allocUnsafe(size);
        filled = 0;
      }
      if (filled === 0 && piece.length - at > size) {
        yield { bytes: piece.subarray(at, at + size), last: false };
        at += size;
        continue;
      }
      const taken = Math.min(size - filled, piece.length - at);
      open.set(piece.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
    }
  }
  yield { bytes: open.subarray(0, filled), last: true };
}

/** What lies from `fromByte` to before `toByte` of the stream; a stream that goes on behind it is left. */
export async function* cutPieces(
  source: AsyncIterable<Uint8Array>,
  fromByte: number,
  toByte: number,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const piece of source) {
    const wanted = piece.subarray(Math.max(0, fromByte - at), Math.max(0, toByte - at));
    if (wanted.length > 0) yield wanted;
    at += piece.length;
    if (at > toByte) return;
  }
}
