// The decoding thread: one recording at a time, never further ahead than it is allowed to be.
import { parentPort } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import { type ByteSource, fileSource, filled } from "../sound/byte-source.ts";
import { SampleRooms } from "../sound/sample-rooms.ts";
import { openRecording } from "./open-recording.ts";
import type { Failure, FromDecoder, SourceOffer, ToDecoder } from "./worker-messages.ts";

const port = parentPort;
if (port === null) throw new Error("this file runs as a worker thread");

/** Decoders compiled from C complain here about every packet; what matters is in the notes. */
console.error = () => {};
console.warn = () => {};

let allowed = 0;
let stopped = false;
let wake = () => {};
let bytesArrive: (bytes: Uint8Array<ArrayBuffer> | undefined) => void = () => {};
const rooms = new SampleRooms();

port.on("message", (message: ToDecoder) => {
  if (message.kind === "open") void decode(message);
  else if (message.kind === "bytes") bytesArrive(message.bytes);
  else {
    if (message.kind === "more") {
      allowed += message.blocks;
      if (message.room !== undefined) rooms.giveBack(message.room);
    } else stopped = true;
    wake();
  }
});
say({ kind: "ready" });

function say(message: FromDecoder, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, [...transfer]);
}

async function decode({ source: offer, options }: Extract<ToDecoder, { kind: "open" }>): Promise<void> {
  allowed = 0;
  stopped = false;
  let notes: readonly string[] = [];
  let falseStereo = false;
  let failure: Failure | undefined;
  let spent = false;
  let source: ByteSource | undefined;
  try {
    source = await sourceOf(offer);
    const trapped = () => {
      spent = true;
    };
    const decoding = await openRecording(source, options, { trapped, rooms });
    notes = decoding.notes;
    say({ kind: "opened", format: decoding.format });
    for await (const block of decoding.blocks) {
      while (allowed === 0 && !stopped)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (stopped) break;
      allowed -= 1;
      say(
        { kind: "block", block },
        block.channels.map(({ buffer }) => buffer),
      );
    }
    falseStereo = decoding.falseStereo;
  } catch (error) {
    failure = failureOf(error);
  } finally {
    await source?.close();
  }
  say({ kind: "ended", notes: [...notes], falseStereo, spent, ...(failure === undefined ? {} : { failure }) });
}

async function sourceOf(offer: SourceOffer): Promise<ByteSource> {
  if (offer.kind === "file") return fileSource(offer.path);
  // One read at a time: decoding never asks for two.
  let last: Promise<unknown> = Promise.resolve();
  let going = new ArrayBuffer(0);
  const read = async (from: number, length: number, room?: Uint8Array<ArrayBuffer>) => {
    const arrived = new Promise<Uint8Array<ArrayBuffer> | undefined>((resolve) => {
      bytesArrive = resolve;
    });
    if (going.byteLength < length) going = new ArrayBuffer(length);
    say({ kind: "read", from, room: new Uint8Array(going, 0, length) }, [going]);
    const bytes = await arrived;
    if (bytes === undefined) throw new AppError("input.unreadable", { path: offer.name, problem: "its source failed" });
    going = bytes.buffer;
    return filled(bytes, room);
  };
  return {
    name: offer.name,
    byteCount: offer.byteCount,
    read(from, length, room) {
      const next = last.then(() => read(from, length, room));
      last = next.catch(() => {});
      return next;
    },
    close: async () => {},
  };
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AppError) return { code: error.code, details: error.details, message };
  return { code: undefined, details: {}, message };
}
