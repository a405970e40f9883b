// The sound of a call as bytes for a player: the recording as it came, or the copy, a WAV of 16 bits made while it is read.
import { createHash } from "node:crypto";
import { AppError, type CallRecord } from "@tingheng/domain";
import type { ListedCall, ObjectStore } from "@tingheng/store";
import { type Bytes, dispositionOf } from "../byte-range.ts";

/** The recording itself, for whoever wants to keep it. */
export async function recordingOf(objects: ObjectStore, call: ListedCall): Promise<Bytes> {
  const { key, size } = await kept(objects, call, call.recordingKey);
  const { mediaType, ending } = await soundType(objects, key, size);
  return {
    size,
    mediaType,
    tag: tagOf(key),
    disposition: dispositionOf("attachment", `${call.id}.${ending}`),
    read: (fromByte, toByte) => objects.read(key, { fromByte, toByte }),
  };
}

const headerBytes = 44;
const bitsPerSample = 16;

export async function playbackOf(objects: ObjectStore, call: ListedCall, { sound }: CallRecord): Promise<Bytes> {
  const { key, size: samples } = await kept(objects, call, call.playbackKey);
  // As the copy is made: the telephone's rate at most, two sides at most.
  const header = wavHeader(samples, Math.min(sound?.sampleRateHz ?? 8_000, 8_000), Math.min(sound?.channels ?? 1, 2));
  return {
    size: headerBytes + 2 * samples,
    mediaType: "audio/wav",
    tag: tagOf(key),
    disposition: dispositionOf("inline", `${call.id}.wav`),
    async *read(from, to) {
      if (from < headerBytes) yield header.subarray(from, Math.min(to, headerBytes));
      const [first, last] = [Math.max(0, from - headerBytes), to - headerBytes];
      if (last <= first) return;
      const fromByte = first >> 1;
      let skip = first & 1;
      let left = last - first;
      for await (const piece of objects.read(key, { fromByte, toByte: Math.min(samples, (last + 1) >> 1) })) {
        const wave = linear(piece).subarray(skip, skip + left);
        skip = 0;
        left -= wave.length;
        yield wave;
      }
    },
  };
}

async function kept(objects: ObjectStore, { id }: ListedCall, key: string | undefined) {
  const object = key === undefined ? undefined : await objects.stat(key);
  if (key === undefined || object === undefined) throw new AppError("thing.not-found", { what: "recording", id });
  return { key, size: object.bytes };
}

function tagOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 20);
}

const kinds: readonly { readonly starts: RegExp; readonly mediaType: string; readonly ending: string }[] = [
  { starts: /^RIFF....WAVE/s, mediaType: "audio/wav", ending: "wav" },
  { starts: /^(?:ID3|\xff[\xe2-\xef\xf2-\xf7\xfa-\xff])/, mediaType: "audio/mpeg", ending: "mp3" },
  { starts: /^OggS/, mediaType: "audio/ogg", ending: "ogg" },
  { starts: /^fLaC/, mediaType: "audio/flac", ending: "flac" },
  { starts: /^#!AMR/, mediaType: "audio/amr", ending: "amr" },
  { starts: /^....ftyp/s, mediaType: "audio/mp4", ending: "m4a" },
  { starts: /^\xff[\xf0\xf1\xf8\xf9]/, mediaType: "audio/aac", ending: "aac" },
];

/** By its first bytes; what is none of these is never offered as something that a browser might run. */
async function soundType(objects: ObjectStore, key: string, size: number) {
  const pieces: Uint8Array[] = [];
  for await (const piece of objects.read(key, { fromByte: 0, toByte: Math.min(16, size) })) pieces.push(piece);
  const head = Buffer.concat(pieces).toString("latin1");
  return kinds.find(({ starts }) => starts.test(head)) ?? { mediaType: "application/octet-stream", ending: "bin" };
}

function wavHeader(samples: number, rate: number, channels: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  const frame = (channels * bitsPerSample) / 8;
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + 2 * samples, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * frame, 28);
  header.writeUInt16LE(frame, 32);
  header.writeUInt16LE(bitsPerSample, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(2 * samples, 40);
  return header;
}

/** Every mu-law byte (ITU-T G.711) as a sample of 16 bits. */
const samplesOfMuLaw = Int16Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const value = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return (bits & 128) === 0 ? value : -value;
});

function linear(muLaw: Uint8Array): Buffer {
  const wave = Buffer.alloc(2 * muLaw.length);
  for (let at = 0; at < muLaw.length; at += 1) wave.writeInt16LE(samplesOfMuLaw[muLaw[at] ?? 0] ?? 0, 2 * at);
  return wave;
}
