// The waveform of a call as it was kept when its recording was heard.

import { z } from "@hono/zod-openapi";
import { Speaker } from "@tingheng/domain";
import type { ObjectStore } from "@tingheng/store";

/** Lowest and highest sample of each point, −128…127, in turn, as base64. */
export const Waveform = z
  .object({
    durationMs: z.number(),
    lanes: z.array(z.object({ speaker: Speaker, label: z.string(), msPerPoint: z.number(), points: z.base64() })),
  })
  .openapi("Waveform");

export async function keptWaveform(objects: ObjectStore, key: string): Promise<z.infer<typeof Waveform>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of objects.read(key)) pieces.push(piece);
  return Waveform.parse(JSON.parse(Buffer.concat(pieces).toString("utf8")));
}
