// Files one after the other in a tar archive (POSIX ustar), as any tool unpacks it; written and read as a stream.
import { AppError } from "@tingheng/domain";

const block = 512;
const largestFile = 8 ** 11 - 1;

export interface TarFile {
  readonly name: string;
  readonly size: number;
  /** To be read to its end before the next file. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export async function* tarOf(files: AsyncIterable<TarFile>): AsyncGenerator<Uint8Array> {
  for await (const { name, size, bytes } of files) {
    yield header(name, size);
    let given = 0;
    for await (const piece of bytes) {
      given += piece.length;
      yield piece;
    }
    if (given !== size) throw new Error(`${name} has ${given} bytes and not ${size}`);
    yield Buffer.alloc(padding(size));
  }
  yield Buffer.alloc(2 * block);
}

/** @throws AppError `backup.damaged` where it is no archive or ends too early */
export async function* filesOfTar(path: string, archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const reader = new Reader(path, archive[Symbol.asyncIterator]());
  for (;;) {
    const head = await reader.whole(block);
    if (head.every((byte) => byte === 0)) return;
    const { name, size } = parseHeader(path, head);
    const bytes = reader.pieces(size);
    yield { name, size, bytes };
    for await (const _ of bytes) if (_.length < 0) break;
    await reader.whole(padding(size));
  }
}

class Reader {
  readonly #path: string;
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(path: string, source: AsyncIterator<Uint8Array>) {
    this.#path = path;
    this.#source = source;
  }

  async whole(count: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.pieces(count)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *pieces(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0) {
        const { value, done } = await this.#source.next();
        if (done === true) throw new AppError("backup.damaged", { path: this.#path, problem: "it ends too early" });
        this.#rest = Buffer.from(value);
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}

function header(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100 || size > largestFile) throw new Error(`${name} does not fit into an archive`);
  const head = Buffer.alloc(block);
  head.write(name, 0);
  head.write("0000600\0", 100);
  head.write("0000000\0", 108);
  head.write("0000000\0", 116);
  head.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  head.write("00000000000\0", 136);
  head.write("        ", 148);
  head.write("0", 156);
  head.write("ustar\0", 257);
  head.write("00", 263);
  head.write(`${sumOf(head).toString(8).padStart(6, "0")}\0 `, 148);
  return head;
}

function parseHeader(path: string, head: Buffer): { readonly name: string; readonly size: number } {
  const text = (from: number, length: number) => head.toString("utf8", from, from + length).replace(/\0.*$/su, "");
  const sum = Number.parseInt(text(148, 8), 8);
  const blank = Buffer.from(head).fill(" ", 148, 156);
  const size = Number.parseInt(text(124, 12), 8);
  if (text(257, 6) !== "ustar" || sum !== sumOf(blank) || !Number.isSafeInteger(size))
    throw new AppError("backup.damaged", { path, problem: "it is no backup, or its structure is broken" });
  return { name: text(0, 100), size };
}

function sumOf(head: Uint8Array): number {
  return head.reduce((sum, byte) => sum + byte, 0);
}

function padding(size: number): number {
  return (block - (size % block)) % block;
}
