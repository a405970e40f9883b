// Whether a ZIP archive (which an XLSX or ODS workbook is) is whole. The workbook reader may run for ever on a damaged one.

/** What is wrong with the archive, or undefined where each entry unpacks to the length that it promises. */
export async function findZipProblem(bytes: Uint8Array): Promise<string | undefined> {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = endOf(view);
    if (end < 0) return "no end of the archive";
    let at = view.getUint32(end + 16, true);
    for (let entries = view.getUint16(end + 10, true); entries > 0; entries--) {
      const problem = await entryProblem(bytes, view, at);
      if (problem) return problem;
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return at === end ? undefined : "a list of entries that does not meet the end of the archive";
  } catch (error) {
    return `a damaged archive (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** Where the end record stands, before a comment of at most 65,535 bytes; -1 where there is none. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 66_000); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  return -1;
}

async function entryProblem(bytes: Uint8Array, view: DataView, at: number): Promise<string | undefined> {
  const local = view.getUint32(at + 42, true);
  if (view.getUint32(at, true) !== 0x02014b50 || view.getUint32(local, true) !== 0x04034b50) return "a lost entry";
  const nameLength = view.getUint16(at + 28, true);
  const name = bytes.subarray(at + 46, at + 46 + nameLength).join();
  const localName = bytes.subarray(local + 30, local + 30 + view.getUint16(local + 26, true)).join();
  const method = view.getUint16(at + 10, true);
  const packed = view.getUint32(at + 20, true);
  const length = view.getUint32(at + 24, true);
  const sizesFollow = (view.getUint16(local + 6, true) & 8) !== 0;
  const sameSizes = view.getUint32(local + 18, true) === packed && view.getUint32(local + 22, true) === length;
  if (name !== localName || view.getUint16(local + 8, true) !== method || !(sizesFollow || sameSizes))
    return "an entry that is told in two ways";
  const start = local + 30 + nameLength + view.getUint16(local + 28, true);
  const content = bytes.slice(start, start + packed);
  const unpacked = method === 0 ? content.length : await inflatedLength(content, length);
  return content.length === packed && unpacked === length ? undefined : "an entry of another length than it promises";
}

async function inflatedLength(packed: Uint8Array<ArrayBuffer>, promised: number): Promise<number> {
  let length = 0;
  const pieces = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  for await (const piece of pieces) {
    length += piece.length;
    if (length > promised) break;
  }
  return length;
}
