// Files that claim to be recordings and aren't, or are something else as well; and what comes of taking them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { AppError } from "@tingheng/domain";
import { type ByteSource, bytesSource, type SafeDecodeOptions } from "@tingheng/speech";
import { acceptSound } from "./accept-sound.ts";
import { zipOf } from "./archive/zip.fixture.ts";

export interface DisguiseVector {
  readonly name: string;
  /** As the file is called. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

export const sampleFolder = join(import.meta.dirname, "..", "..", "..", "..", "speech", "samples", "codecs");
export const sample = (file: string): Buffer => readFileSync(join(sampleFolder, file));

const text = (...lines: readonly string[]) => Buffer.from(`${lines.join("\n")}\n`);
const m3u8 = text("#EXTM3U", "#EXT-X-MEDIA-SEQUENCE:0", "#EXTINF:1.0,", "file:///etc/passwd", "#EXT-X-ENDLIST");
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

const lists: Readonly<Record<string, Uint8Array>> = {
  m3u: text("file:///etc/passwd", "http://169.254.169.254/latest/meta-data/"),
  m3u8,
  "m3u8 with a mark in front": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), m3u8]),
  "m3u8 after blanks": Buffer.concat([Buffer.from(" \r\n\t\n"), m3u8]),
  "m3u8 in two-byte letters": Buffer.from(`\ufeff${m3u8}`, "utf16le"),
  "m3u8 in two-byte letters without a mark": Buffer.from(`${m3u8}`, "utf16le"),
  "m3u8 in swapped letters": swapped(Buffer.from(`\ufeff${m3u8}`, "utf16le")),
  ffconcat: text("ffconcat version 1.0", "file /etc/passwd"),
  "concat without its first line": text("file 'http://127.0.0.1/x'", "file '/etc/passwd'"),
  sdp: text("v=0", "o=- 0 0 IN IP4 127.0.0.1", "s=x", "c=IN IP4 127.0.0.1", "m=audio 4000 RTP/AVP 8"),
  pls: text("[playlist]", "File1=file:///etc/passwd", "NumberOfEntries=1"),
  asx: text('<asx version="3.0"><entry><ref href="file:///etc/passwd"/></entry></asx>'),
  xspf: text('<?xml version="1.0"?><playlist version="1"><trackList/></playlist>'),
  smil: text('<smil><body><audio src="file:///etc/passwd"/></body></smil>'),
  mpd: text('<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>file:///</BaseURL></MPD>'),
  "reference of QuickTime": text("RTSPtext", "rtsp://127.0.0.1/x.mov"),
  "web page": text("<!doctype html><html><script>alert(1)</script></html>"),
  json: text('{"url": "file:///etc/passwd", "name": "x"}'),
  "shell script": text("#!/bin/sh", "cat /etc/passwd"),
  "chinese text": text("您好,请问有什么可以帮您?", "我想咨询一下退款的事情。"),
};

const padded = (start: string) => Buffer.concat([Buffer.from(start, "latin1"), Buffer.alloc(4_000, 0xa5)]);
const box = (kind: string, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 8);
  return Buffer.concat([size, Buffer.from(kind, "latin1"), body]);
};
const chunk = (id: string, body: Uint8Array): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(id), size, body, Buffer.alloc(body.length % 2)]);
};
const tarHead = Buffer.alloc(1_024);
tarHead.write("call.wav");
tarHead.write("ustar\x0000", 257, "latin1");

const others: Readonly<Record<string, Uint8Array>> = {
  elf: padded("\x7fELF\x02\x01\x01\0"),
  "windows program": padded(`MZ\x90\0${"\0".repeat(74)}This program cannot be run in DOS mode.`),
  "java class": padded("\xca\xfe\xba\xbe\0\0\0\x34"),
  "macOS program": padded("\xcf\xfa\xed\xfe\x07\0\0\x01"),
  wasm: padded("\0asm\x01\0\0\0"),
  png: padded("\x89PNG\r\n\x1a\n"),
  jpeg: padded("\xff\xd8\xff\xe0\0\x10JFIF\0"),
  gif: padded("GIF89a\x01\0\x01\0"),
  webp: padded("RIFF\x10\0\0\0WEBPVP8 "),
  pdf: padded("%PDF-1.7\n"),
  "old office": padded("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
  zip: zipOf([{ name: "a.wav", data: Buffer.from("x") }]),
  gzip: gzipSync(Buffer.alloc(100_000, "some sound")),
  "7z": padded("7z\xbc\xaf\x27\x1c\0\x04"),
  rar: padded("Rar!\x1a\x07\x01\0"),
  tar: tarHead,
  sqlite: padded("SQLite format 3\0"),
  flv: padded("FLV\x01\x05\0\0\0\x09"),
  "avi with a playlist inside": Buffer.concat([
    Buffer.from("RIFF\x00\x10\0\0AVI LIST", "latin1"),
    m3u8,
    Buffer.alloc(900),
  ]),
  "a wave head with a playlist for sound": Buffer.concat([Buffer.from("RIFF\x00\x10\0\0WAVE", "latin1"), m3u8]),
  "a tag with a playlist behind it": Buffer.concat([Buffer.from("ID3\x03\0\0\0\0\0\0", "latin1"), m3u8]),
  "a movie of references only": Buffer.concat([
    box("ftyp", Buffer.from("qt  \0\0\0\0qt  ", "latin1")),
    box(
      "moov",
      box("rmra", box("rmda", box("rdrf", Buffer.from("\0\0\0\0url \0\0\0\x10file:///etc/pass\0", "latin1")))),
    ),
  ]),
};

const payloads: Readonly<Record<string, Uint8Array>> = {
  playlist: m3u8,
  "list of files": lists.ffconcat ?? m3u8,
  "web page": lists["web page"] ?? m3u8,
  picture: text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  php: text("<?php system($_GET['x']); ?>"),
  phar: text("__HALT_COMPILER(); ?>"),
  zip: zipOf([{ name: "a.exe", data: Buffer.from("x") }]),
  rar: Buffer.from("Rar!\x1a\x07\x01\0\0\0", "latin1"),
  sdp: lists.sdp ?? m3u8,
};

function inWave(id: string): (payload: Uint8Array) => Uint8Array {
  return (payload) => {
    const wave = sample("alaw.wav");
    return Buffer.concat([wave.subarray(0, 12), chunk(id, payload), wave.subarray(12)]);
  };
}

function inTag(payload: Uint8Array): Uint8Array {
  const frame = box("COMM", payload);
  frame.writeUInt32BE(payload.length, 4);
  const body = Buffer.concat([frame.subarray(0, 8), Buffer.alloc(2), payload]);
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 127);
  return Buffer.concat([Buffer.from("ID3\x03\0\0", "latin1"), Buffer.from(size), body, sample("mp3.mp3")]);
}

/** Real recordings, each with room for something else. */
const carriers: Readonly<
  Record<string, { readonly file: string; readonly carry: (payload: Uint8Array) => Uint8Array }>
> = {
  "a chunk of a wave file": { file: "a.wav", carry: inWave("JUNK") },
  "the comments of a wave file": { file: "a.wav", carry: inWave("LIST") },
  "a tag of an mp3 file": { file: "a.mp3", carry: inTag },
  "a box of an mp4 file": {
    file: "a.m4a",
    carry: (payload) =>
      Buffer.concat([box("ftyp", Buffer.from("M4A \0\0\0\0", "latin1")), box("free", payload), sample("aac.m4a")]),
  },
  ...Object.fromEntries(
    ["alaw.wav", "mp3.mp3", "opus.opus", "flac.flac", "gsm.gsm", "alaw.alaw", "mulaw.au", "opus.webm"].map((file) => [
      `the end of ${file}`,
      { file, carry: (payload: Uint8Array) => Buffer.concat([sample(file), payload]) },
    ]),
  ),
};

const soundNames = ["call.wav", "call.mp3", "call.alaw", "call.ulaw", "call.sln", "call.gsm", "call.vox"];

function underEveryName(files: Readonly<Record<string, Uint8Array>>): readonly DisguiseVector[] {
  return Object.entries(files).flatMap(([name, bytes]) =>
    soundNames.map((file) => ({ name: `${name} as ${file}`, file, bytes })),
  );
}

export const disguiseVectorsByKind: Readonly<Record<string, readonly DisguiseVector[]>> = {
  "lists and texts under a recording's name": underEveryName(lists),
  "programs, pictures and archives under a recording's name": underEveryName(others),
  "something else inside a real recording": Object.entries(carriers).flatMap(([where, { file, carry }]) =>
    Object.entries(payloads).map(([what, payload]) => ({ name: `${what} in ${where}`, file, bytes: carry(payload) })),
  ),
};

export const disguiseVectors: readonly DisguiseVector[] = Object.values(disguiseVectorsByKind).flat();

export async function soundOutcome(source: ByteSource, options?: SafeDecodeOptions): Promise<string> {
  try {
    await acceptSound(source, options);
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

/** @returns what came of it instead of a refusal, else undefined */
export async function tryDisguise({ file, bytes }: DisguiseVector): Promise<string | undefined> {
  const outcome = await soundOutcome(bytesSource(file, bytes));
  return outcome.startsWith("sound.") && outcome !== "sound.needs-ffmpeg" ? undefined : outcome;
}
