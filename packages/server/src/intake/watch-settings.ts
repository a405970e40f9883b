// What the operator says of each watched folder or prefix of a bucket 监视目录, in the file of settings.
import { isAbsolute } from "node:path";
import { AppError } from "@tingheng/domain";
import { z } from "zod";
import { parseNamePattern } from "../stages/recording/sources/name-pattern.ts";
import { SourceSettings } from "../stages/recording/sources/source-settings.ts";
import { findTelephoneSystem, telephoneSystems } from "../stages/recording/sources/systems.ts";

const absolute = z
  .string()
  .min(1)
  .max(1_000)
  .refine((path) => isAbsolute(path), { error: "an absolute path" });

const sides = z.record(z.string().regex(/^\d{1,2}$/, "the number of a channel, from 0"), z.enum(["agent", "customer"]));

const Bucket = z.strictObject({
  bucket: z.string().min(1),
  prefix: z.string().default(""),
  url: z.url().optional(),
  region: z.string().default("us-east-1"),
  key_id: z.string().optional(),
  secret: z.string().optional(),
});

const Watch = z
  .strictObject({
    /** What it is called in lists and logs. */
    name: z.string().regex(/^[\w.-]{1,60}$/, "1–60 letters, digits, dots, dashes and underscores"),
    folder: absolute.optional(),
    s3: Bucket.optional(),
    system: z.string().refine((id) => findTelephoneSystem(id) !== undefined, {
      error: `one of ${telephoneSystems.map(({ id }) => id).join(", ")}`,
    }),
    /** The same for all that comes from one telephone system; the system's own name where it is not set. */
    source: z.string().min(1).max(60).optional(),
    /** How recordings are named; goes before the system's own naming. */
    pattern: z
      .string()
      .max(300)
      .refine((text) => !(parseNamePattern(text) instanceof AppError), {
        error: "a naming pattern such as {date:YYYYMMDD}-{extension}-{uniqueid}.wav",
      })
      .optional(),
    settings: SourceSettings.prefault({}),
    /** Who is on which channel, by the direction of the call; `any` where it is not listed or not known. */
    channels: z.strictObject({ inbound: sides, outbound: sides, internal: sides, any: sides }).partial().default({}),
    /** When a file counts as whole. */
    ready: z.enum(["stable", "marker", "named"]).default("stable"),
    stable_seconds: z.number().min(1).max(3_600).default(10),
    every_seconds: z.number().min(1).max(3_600).default(3),
    /** Recordings that were taken are moved there; they stay where they are if it is not set. Nothing is ever deleted. */
    move_to: absolute.optional(),
  })
  .refine(({ folder, s3 }) => (folder === undefined) !== (s3 === undefined), { error: "either folder or s3" })
  .refine(({ folder, move_to }) => move_to === undefined || (folder !== undefined && !isInside(move_to, folder)), {
    error: "move_to outside of folder",
  });
export type Watch = z.output<typeof Watch>;

export const Watches = z
  .array(Watch)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, { error: "a name of its own for each" })
  .default([]);

const isInside = (path: string, folder: string): boolean => `${path}/`.startsWith(`${folder.replace(/\/+$/, "")}/`);
