// What an upload is, or hides, when it isn't the recording that it says it is: lists of other files, pages, programs, archives, pictures.
import { startsLikeArchive } from "./archive/archive-marks.ts";

/** In both languages, for the sentence of `sound.disguised`. */
export interface Disguise {
  readonly kind: string;
  readonly kindZh: string;
}

const kinds = {
  text: { kind: "a text file", kindZh: "文本文件" },
  playlist: { kind: "a playlist", kindZh: "播放列表" },
  page: { kind: "a web page", kindZh: "网页" },
  program: { kind: "a program", kindZh: "程序" },
  archive: { kind: "an archive", kindZh: "压缩包" },
  document: { kind: "a document", kindZh: "文档" },
  picture: { kind: "a picture", kindZh: "图片" },
  video: { kind: "a video", kindZh: "视频" },
  data: { kind: "a database", kindZh: "数据库" },
} as const satisfies Record<string, Disguise>;

/** All of these at their places; bytes are read as Latin-1. */
type Beginning = readonly (readonly [at: number, mark: string])[];

const beginnings: readonly (readonly [is: Disguise, ...marks: readonly (string | Beginning)[]])[] = [
  [
    kinds.program,
    "\x7fELF",
    "MZ\x90\0",
    "\xca\xfe\xba\xbe",
    "\xce\xfa\xed\xfe",
    "\xcf\xfa\xed\xfe",
    "\0asm",
    "#!/",
    "dex\n",
  ],
  [kinds.document, "\xd0\xcf\x11\xe0\xa1\xb1", "{\\rtf", "%!PS", "AT&TFORM"],
  [
    kinds.picture,
    "\x89PNG\r\n",
    "GIF87a",
    "GIF89a",
    "\xff\xd8\xff\xdb",
    "\xff\xd8\xff\xe0",
    "\xff\xd8\xff\xe1",
    "8BPS",
  ],
  [kinds.picture, "II*\0", "MM\0*", both("BM", 6, "\0\0\0\0"), both("RIFF", 8, "WEBP")],
  [kinds.video, "FLV\x01", "\0\0\x01\xba", both("RIFF", 8, "AVI "), [0, 188, 376, 564].map((at) => [at, "G"] as const)],
  [kinds.archive, both("", 32_769, "CD001")],
  [kinds.data, "SQLite format 3\0", "PAR1"],
];

function both(first: string, at: number, second: string): Beginning {
  return [
    [0, first],
    [at, second],
  ];
}

/** Versions that a zip file may ask for, as its headers write them. */
const zipVersions = ["\x0a", "\x14", "\x2d", "\x2e", "\x33", "\x3f"];

/** Anywhere near the beginning or the end, in small letters: marks so long that chance doesn't make them in years of recordings. */
const hidden: readonly (readonly [is: Disguise, ...marks: readonly string[]])[] = [
  [kinds.playlist, "#extm3u", "#extinf:", "#ext-x-", "ffconcat version", "[playlist]", "urn:mpeg:dash"],
  [kinds.playlist, "v=0\r\no=", "v=0\no=", "rtsptext"],
  [kinds.page, "<html>", "<html ", "<!doctype html", "<script>", "<script ", "w3.org/2000/svg"],
  [kinds.program, "<?php ", "<?php\n", "<?php\r", "__halt_compiler"],
  [kinds.archive, ...zipVersions.map((version) => `pk\x03\x04${version}\0`), "pk\x05\x06\0\0\0\0"],
  [kinds.archive, "rar!\x1a\x07", "7z\xbc\xaf\x27\x1c"],
];

/** As far into a file as readers of PDF look for it. */
const pdfWithin = 1_024;
/** Text is told from so much of it. */
const textBytes = 4_096;
const fewestLetters = 10;

/** From the first and the last bytes of a file. Undefined says only that nothing else was found. */
export function disguiseOf(head: Uint8Array, tail: Uint8Array): Disguise | undefined {
  const first = latin1(head);
  const begins = beginnings.find(([, ...marks]) => marks.some((mark) => beginsWith(first, mark)));
  if (begins !== undefined) return begins[0];
  const texts = [first, latin1(tail)].flatMap(readings);
  const holds = hidden.find(([, ...marks]) => marks.some((mark) => texts.some((text) => text.includes(mark))));
  if (holds !== undefined) return holds[0];
  if (startsLikeArchive(head)) return kinds.archive;
  if (first.slice(0, pdfWithin).includes("%PDF-")) return kinds.document;
  return isText(head.subarray(0, textBytes)) ? kinds.text : undefined;
}

function beginsWith(text: string, mark: string | Beginning): boolean {
  if (typeof mark === "string") return text.startsWith(mark);
  return mark.every(([at, part]) => text.startsWith(part, at));
}

/** As it stands, and as letters of two bytes each. */
function readings(text: string): readonly string[] {
  const small = text.toLowerCase();
  return small.includes("\0") ? [small, small.replaceAll("\0", "")] : [small];
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** Quiet A-law is all letters, but only a few of them, and no blanks. */
function isText(bytes: Uint8Array): boolean {
  const letters = bytes.filter((byte) => byte !== 0);
  const ofTwoBytes = letters.length * 2 <= bytes.length + 2;
  if ((letters.length < bytes.length && !ofTwoBytes) || letters.some(isControl)) return false;
  try {
    const plain = letters[0] === 0xff || letters[0] === 0xfe ? letters.subarray(2) : letters;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(plain, { stream: true });
    return /\s/.test(text) && new Set(text).size >= fewestLetters;
  } catch {
    return false;
  }
}

function isControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127;
}
