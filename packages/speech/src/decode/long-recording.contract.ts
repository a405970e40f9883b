// A recording as long as a test wants it: A-law silence on one channel, made as it is read.
import type { ByteSource } from "../sound/byte-source.ts";

const bytesPerSecond = 8_000;
const headBytes = 44;
const silence = 0xd5;
const withoutEnd = 0xffffffff;

/** One that says how long it is. */
export function longRecording(seconds: number): ByteSource {
  const soundBytes = bytesPerSecond * seconds;
  return silentWave("long.wav", headBytes + soundBytes, soundBytes);
}

/** One that says it never ends. */
export function endless(byteCount: number): ByteSource {
  return silentWave("endless.wav", byteCount, withoutEnd);
}

function silentWave(name: string, byteCount: number, claimedBytes: number): ByteSource {
  const head = Buffer.alloc(headBytes);
  head.write("RIFF    WAVEfmt \x10\0\0\0\x06\0\x01\0", "latin1");
  head.writeUInt32LE(Math.min(withoutEnd, claimedBytes + headBytes - 8), 4);
  head.writeUInt32LE(bytesPerSecond, 24);
  head.writeUInt32LE(bytesPerSecond, 28);
  head.write("\x01\0\x08\0data", 32, "latin1");
  head.writeUInt32LE(claimedBytes, 40);
  return {
    name,
    byteCount,
    async read(from, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, byteCount - from))).fill(silence);
      if (from < head.length) bytes.set(head.subarray(from, from + bytes.length));
      return bytes;
    },
    close: async () => {},
  };
}
