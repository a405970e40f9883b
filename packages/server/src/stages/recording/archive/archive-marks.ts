// The marks that archives and packed files begin with.

/** So many bytes tell. */
export const archiveHeadBytes = 264;

const marks: readonly (readonly [at: number, mark: string])[] = [
  [0, "PK\x03\x04"],
  [0, "PK\x05\x06"],
  [0, "7z\xbc\xaf\x27\x1c"],
  [0, "Rar!\x1a\x07"],
  [0, "\x1f\x8b\x08"],
  [0, "BZh"],
  [0, "\xfd7zXZ\0"],
  [0, "\x28\xb5\x2f\xfd"],
  [0, "MSCF"],
  [257, "ustar"],
];

export function startsLikeArchive(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, archiveHeadBytes)).toString("latin1");
  return marks.some(([at, mark]) => text.startsWith(mark, at));
}

/** The only kind that is unpacked here; an empty one, too. */
export function startsLikeZip(head: Uint8Array): boolean {
  return ["PK\x03\x04", "PK\x05\x06"].some((mark) => Buffer.from(mark, "latin1").equals(head.subarray(0, 4)));
}
