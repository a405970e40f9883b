// Bytes that arrive in pieces: look at the beginning, then take all of it, or line by line.

export class ByteReader {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private held: Uint8Array[] = [];
  private heldLength = 0;
  private ended = false;

  constructor(bytes: Uint8Array | AsyncIterable<Uint8Array>) {
    this.pieces = (bytes instanceof Uint8Array ? one(bytes) : bytes)[Symbol.asyncIterator]();
  }

  /** Holds at least `length` bytes, or all there are; says what it holds and whether that is all. */
  async peek(length: number): Promise<{ head: Uint8Array; complete: boolean }> {
    while (!this.ended && this.heldLength < length) await this.pull();
    const head = this.join();
    return { head, complete: this.ended };
  }

  async all(): Promise<Uint8Array> {
    while (!this.ended) await this.pull();
    return this.join();
  }

  /** Lines without their line feed. 0x0A is never part of another character in UTF-8 and GB18030. */
  async *lines(): AsyncIterable<Uint8Array> {
    let open: Uint8Array[] = [];
    for await (const piece of this.rest()) {
      let from = 0;
      for (let to = piece.indexOf(10); to >= 0; to = piece.indexOf(10, from)) {
        const tail = piece.subarray(from, to);
        yield open.length === 0 ? tail : concatenated([...open, tail]);
        open = [];
        from = to + 1;
      }
      if (from < piece.length) open.push(piece.subarray(from));
    }
    if (open.length > 0) yield concatenated(open);
  }

  private async *rest(): AsyncIterable<Uint8Array> {
    const held = this.join();
    this.held = [];
    this.heldLength = 0;
    yield held;
    for (;;) {
      if (this.ended) return;
      await this.pull();
      const next = this.join();
      this.held = [];
      this.heldLength = 0;
      yield next;
    }
  }

  private async pull(): Promise<void> {
    const { done, value } = await this.pieces.next();
    if (done) this.ended = true;
    else {
      this.held.push(value);
      this.heldLength += value.length;
    }
  }

  private join(): Uint8Array {
    if (this.held.length !== 1) this.held = [concatenated(this.held)];
    return this.held[0] ?? new Uint8Array();
  }
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
