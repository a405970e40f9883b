// The manifest 清单: what a backup holds, with the checksum of each part. It stands at the end of a backup, so one that
// broke off has none.
import { z } from "zod";

const Part = z.strictObject({ name: z.string(), rows: z.int(), sha256: z.string() });

export const Manifest = z.strictObject({
  format: z.literal("tingheng-backup"),
  version: z.literal(1),
  release: z.string(),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int(),
      parts: z.array(Part),
    }),
  ),
  /** Left out where recordings were. `sha256` is of all objects' names and contents in their order. */
  objects: z.strictObject({ count: z.int(), bytes: z.int(), sha256: z.string() }).optional(),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestName = "manifest.json";
/** The checksum of the manifest, behind it. */
export const sealName = "manifest.sha256";
