// A decoding thread as bad as they come: what it does wrong is the name of the recording.
import { parentPort } from "node:worker_threads";
import type { ToDecoder } from "./worker-messages.ts";

parentPort?.on("message", (message: ToDecoder) => {
  if (message.kind !== "open" || message.source.kind !== "remote") return;
  const { name } = message.source;
  if (name === "stops") process.exit(3);
  const kept: unknown[] = [];
  for (;;) if (name === "fills its memory") kept.push(Array.from({ length: 1_000 }, () => ({})));
});
parentPort?.postMessage({ kind: "ready" });
