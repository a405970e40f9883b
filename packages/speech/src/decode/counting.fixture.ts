// The usual decoding thread, which adds to its notes how often it made memory for samples.
import { parentPort } from "node:worker_threads";
import { SampleRooms } from "../sound/sample-rooms.ts";
import type { FromDecoder } from "./worker-messages.ts";

const counted = new Set<SampleRooms>();
const take = SampleRooms.prototype.take;
SampleRooms.prototype.take = function (this: SampleRooms, ...wanted) {
  counted.add(this);
  return take.apply(this, wanted);
};

const port = parentPort;
const post = port?.postMessage.bind(port);
if (port !== null)
  port.postMessage = (message: FromDecoder, ...handed) => {
    const made = [...counted].reduce((sum, rooms) => sum + rooms.made, 0);
    post?.(message.kind === "ended" ? { ...message, notes: [...message.notes, `${made}`] } : message, ...handed);
  };

await import("./decode-worker.ts");
