// The models in a folder: what is there, whether it is still what was put there, and taking it away.
import { readdirSync, statSync } from "node:fs";
import { lstat, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@tingheng/domain";
import { recogniseModel } from "../recognisers/sherpa-onnx/models.ts";
import type { ModelKind } from "./catalogue.ts";
import { type ModelManifest, readManifest, sha256Of } from "./manifest.ts";

export interface InstalledModel {
  /** As it is called on the command line. */
  readonly id: string;
  readonly path: string;
  readonly kind: ModelKind;
  readonly bytes: number;
  /** Undefined for a folder that was put there by hand. */
  readonly manifest: ModelManifest | undefined;
}

/** By name, in order; folders that hold no model are left out. */
export function installedModels(root: string): InstalledModel[] {
  return namesIn(root)
    .filter((name) => !name.startsWith("."))
    .sort()
    .flatMap((name) => installedAt(join(root, name), name) ?? []);
}

function installedAt(path: string, name: string): InstalledModel | undefined {
  const files = namesIn(path);
  const manifest = readManifest(path);
  const kind = manifest?.kind ?? kindOf(path, files);
  if (kind === undefined) return undefined;
  const bytes = files.reduce(
    (sum, file) => sum + (statSync(join(path, file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  return { id: manifest?.id ?? name, path, kind, bytes, manifest };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Told by its files, and by the name where these are the same. */
export function kindOf(folder: string, files: readonly string[]): ModelKind | undefined {
  if (recogniseModel({ folder, files }) !== undefined) return "recogniser";
  if (!files.some((file) => file.endsWith(".onnx"))) return undefined;
  const name = [folder.split(/[\\/]/u).at(-1), ...files].join(" ");
  if (/punct/iu.test(name)) return "punctuation";
  if (/segmentation/iu.test(name)) return "segmentation";
  return /speaker|campplus|cam\+\+|resnet|titanet|eres2net/iu.test(name) ? "speaker" : undefined;
}

/** @throws AppError `model.not-installed` */
export function installedNamed(root: string, id: string): InstalledModel {
  const all = installedModels(root);
  const found = all.find((one) => one.id === id || one.path === join(root, id));
  if (found !== undefined) return found;
  throw new AppError("model.not-installed", { id, known: all.map((one) => one.id).join(", ") || root });
}

export type FileState = "same" | "changed" | "missing" | "unknown";

/** Every file is read again; `unknown` where nothing was remembered. */
export async function verifyModel({ path, manifest }: InstalledModel): Promise<Readonly<Record<string, FileState>>> {
  if (manifest === undefined) {
    const files = namesIn(path).filter((file) => !file.startsWith("."));
    return Object.fromEntries(files.map((file) => [file, "unknown" as const]));
  }
  const states: Record<string, FileState> = {};
  for (const { name, sha256 } of manifest.files) {
    const found = await sha256Of(join(path, name)).catch(() => undefined);
    states[name] = found === undefined ? "missing" : found === sha256 ? "same" : "changed";
  }
  return states;
}

/** A linked folder stays where it is; only the link goes. */
export async function removeModel({ path }: InstalledModel): Promise<void> {
  if ((await lstat(path)).isSymbolicLink()) await unlink(path);
  else await rm(path, { recursive: true });
}
