// What lies beside an installed model: its files as they were when it was added, and how each was checked then.
import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ModelKind } from "./catalogue.ts";

export const manifestFile = "tingheng-model.json";

/** Against the catalogue's sum, against the one that the server tells, or against nothing: then it is only remembered. */
export const CheckedBy = z.enum(["catalogue", "server", "nothing"]);
export type CheckedBy = z.infer<typeof CheckedBy>;

export const ModelManifest = z.looseObject({
  version: z.literal(1),
  id: z.string(),
  kind: ModelKind,
  /** An address or a folder. */
  from: z.string(),
  licence: z.string().optional(),
  addedAt: z.string(),
  files: z.array(z.looseObject({ name: z.string(), bytes: z.number(), sha256: z.string(), checkedBy: CheckedBy })),
});
export type ModelManifest = z.infer<typeof ModelManifest>;
export type InstalledFile = ModelManifest["files"][number];

/** Undefined where there is none that can be read. */
export function readManifest(folder: string): ModelManifest | undefined {
  try {
    return ModelManifest.parse(JSON.parse(readFileSync(join(folder, manifestFile), "utf8")));
  } catch {
    return undefined;
  }
}

export async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  await writeFile(join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}
