// Puts a model into the folder of models, whole or not at all: from a server, or from a folder on the disk.
import { copyFile, lstat, mkdir, readdir, rename, rm, stat, statfs, symlink } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { AppError } from "@tingheng/domain";
import type { CatalogueModel } from "./catalogue.ts";
import { downloadFile } from "./download-file.ts";
import { kindOf } from "./installed-models.ts";
import { type InstalledFile, manifestFile, readManifest, sha256Of, writeManifest } from "./manifest.ts";

export interface Adding {
  /** The folder of models. */
  readonly root: string;
  readonly now: () => Date;
  readonly progress?: (file: string, done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal;
}

/** Kept free for whatever else the machine does. */
const spareBytes = 64 << 20;

/**
 * What was loaded before an interruption lies in a folder beside and is gone on from.
 * @param base where the catalogue's paths begin: its own address or a mirror's
 * @throws AppError `model.download-failed`, `model.checksum`, `model.disk-full`, `output.unwritable`
 */
export async function addFromServer(model: CatalogueModel, base: string, adding: Adding): Promise<string> {
  const { root, now, progress, signal } = adding;
  const target = join(root, model.folder);
  const folder = join(root, `.adding-${model.folder}`);
  await makeFolder(folder);
  await enoughRoom(folder, await missingBytes(model, folder));
  const from = `${base.replace(/\/+$/u, "")}/${model.path}`;
  const before = new Map(readManifest(folder)?.files.map((file) => [file.name, file]));
  const files: InstalledFile[] = [];
  const manifest = () => ({
    version: 1 as const,
    id: model.id,
    kind: model.kind,
    from,
    licence: model.licence,
    addedAt: now().toISOString(),
    files,
  });
  for (const { name, sha256, bytes } of model.files) {
    const path = join(folder, name);
    const done = before.get(name);
    const fits = done !== undefined && (sha256 ?? done.sha256) === (await sha256Of(path).catch(() => undefined));
    if (done !== undefined && fits) files.push(done);
    else {
      const url = `${from}/${encodeURIComponent(name)}`;
      const watch = (at: number, total: number | undefined) => progress?.(name, at, total);
      files.push({ name, ...(await downloadFile({ url, path, sha256, bytes, signal, progress: watch })) });
    }
    await writeManifest(folder, manifest());
  }
  await putInPlace(folder, target);
  return target;
}

async function missingBytes({ files }: CatalogueModel, folder: string): Promise<number> {
  let missing = 0;
  for (const { name, bytes = 0 } of files) {
    const sizes = await Promise.all([name, `${name}.part`].map((one) => sizeOf(join(folder, one))));
    missing += Math.max(0, bytes - Math.max(...sizes));
  }
  return missing;
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/**
 * @param link the folder stays where it is and is only pointed at
 * @throws AppError `input.not-found`, `model.unknown`, `model.disk-full`, `output.unwritable`
 */
export async function addFromFolder(source: string, link: boolean, { root, now, progress }: Adding): Promise<string> {
  const from = resolve(source);
  const names = await filesOf(from);
  const kind = kindOf(from, names);
  if (kind === undefined) throw new AppError("model.unknown", { path: from });
  const target = join(root, basename(from));
  if (resolve(target) === from) return target;
  await makeFolder(root);
  if (link) {
    await rm(target, { recursive: (await lstat(target).catch(() => undefined))?.isDirectory() === true, force: true });
    await symlink(from, target, "dir");
    return target;
  }
  const sizes = await Promise.all(names.map((name) => sizeOf(join(from, name))));
  const folder = join(root, `.adding-${basename(from)}`);
  await rm(folder, { recursive: true, force: true });
  await makeFolder(folder);
  await enoughRoom(
    folder,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const files: InstalledFile[] = [];
  try {
    for (const [index, name] of names.entries()) {
      const bytes = sizes[index] ?? 0;
      progress?.(name, 0, bytes);
      await copyFile(join(from, name), join(folder, name));
      files.push({ name, bytes, sha256: await sha256Of(join(folder, name)), checkedBy: "nothing" });
      progress?.(name, bytes, bytes);
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw unwritable(folder, error);
  }
  const addedAt = now().toISOString();
  await writeManifest(folder, { version: 1, id: basename(from), kind, from, addedAt, files });
  await putInPlace(folder, target);
  return target;
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new AppError("input.not-found", { path: folder });
  });
  return entries
    .filter((entry) => !entry.isDirectory() && entry.name !== manifestFile && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
}

async function putInPlace(folder: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await rename(folder, target);
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
}

function unwritable(path: string, error: unknown): AppError {
  if ((error as NodeJS.ErrnoException).code === "ENOSPC")
    return new AppError("model.disk-full", { path, needed: "?", free: "0 MB" });
  return new AppError("output.unwritable", { path, problem: error instanceof Error ? error.message : String(error) });
}

async function enoughRoom(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (needed + spareBytes <= free || needed === 0) return;
  throw new AppError("model.disk-full", { path: folder, needed: megabytes(needed), free: megabytes(free) });
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
