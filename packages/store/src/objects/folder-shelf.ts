// Objects as files in a folder: <folder>/<kind>/<first two digits>/<name>. Only plain files that really lie in the
// folder are touched: a link put there, for a file or for a directory, is refused and not followed.

import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, readdir, realpath, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "@tingheng/domain";
import type { ObjectKey, ObjectListing } from "./object-store.ts";
import type { OpenedObject, Shelf } from "./shelf.ts";
import { errorNumber, onDisk } from "./storage-errors.ts";

const spoolName = ".incoming";
const pieceBytes = 1024 * 1024;
/** Neither follow a link nor wait for the other end of a pipe. */
const careful = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

type FilePlace = { readonly folder: string; readonly path: string };

export async function openFolderShelf(folder: string): Promise<Shelf> {
  const wanted = resolve(folder);
  const root = await onDisk(wanted, async () => {
    await mkdir(join(wanted, spoolName), { recursive: true, mode: 0o700 });
    return realpath(wanted);
  });
  const spoolFolder = join(root, spoolName);
  await refuseLinks(spoolFolder);
  const placeOf = (key: ObjectKey): FilePlace => {
    const [kind = "", name = ""] = key.split("/");
    const shard = join(root, kind, name.slice(0, 2));
    return { folder: shard, path: join(shard, name) };
  };
  return {
    name: root,
    spoolFolder,
    place: async (key, file) => {
      const place = placeOf(key);
      await onDisk(place.folder, () => makeFolder(place.folder));
      await refuseLinks(place.folder);
      await onDisk(place.path, () => rename(file.path, place.path));
      await syncFolder(place.folder);
    },
    stat: async (key) => {
      const place = placeOf(key);
      const found = await unlessAbsent(place.path, () => lstat(place.path));
      if (found === undefined) return undefined;
      await refuseLinks(place.folder);
      if (!found.isFile()) throw new AppError("storage.outside", { path: place.path });
      return { key, bytes: found.size, storedAtMs: Math.floor(found.mtimeMs) };
    },
    open: async (key, headBytes) => openFile(key, await openPlace(key, placeOf(key), constants.O_RDONLY), headBytes),
    replaceHead: async (key, head) => {
      const place = placeOf(key);
      const handle = await openPlace(key, place, constants.O_RDWR);
      try {
        // In place: the head lies within one sector, and an object removed meanwhile stays removed.
        await onDisk(place.path, async () => {
          await handle.write(head, 0, head.length, 0);
          await handle.sync();
        });
      } finally {
        await handle.close();
      }
    },
    remove: async (key) => {
      const place = placeOf(key);
      if ((await unlessAbsent(place.path, () => lstat(place.path))) === undefined) return false;
      await refuseLinks(place.folder);
      const removed = await unlessAbsent(place.path, () => rm(place.path).then(() => true));
      await syncFolder(place.folder);
      return removed ?? false;
    },
    list: (prefix) => listFolder(root, prefix),
    close: () => undefined,
  };
}

async function openPlace(key: ObjectKey, place: FilePlace, flags: number): Promise<FileHandle> {
  const handle = await unlessAbsent(place.path, () => open(place.path, flags | careful));
  if (handle === undefined) throw new AppError("storage.missing", { key });
  try {
    await refuseLinks(place.folder);
    if ((await handle.stat()).isFile()) return handle;
    throw new AppError("storage.outside", { path: place.path });
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

async function openFile(key: ObjectKey, handle: FileHandle, headBytes: number): Promise<OpenedObject> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(Math.min(headBytes, size));
  await onDisk(key, () => handle.read(head, 0, head.length, 0));
  return {
    bytes: size,
    head,
    read: async function* (fromByte, toByte) {
      for (let at = fromByte; at < toByte; ) {
        const piece = Buffer.allocUnsafe(Math.min(pieceBytes, toByte - at));
        const { bytesRead } = await onDisk(key, () => handle.read(piece, 0, piece.length, at));
        if (bytesRead === 0) throw new AppError("storage.damaged", { key, problem: "it ends too early" });
        yield piece.subarray(0, bytesRead);
        at += bytesRead;
      }
    },
    close: () => handle.close(),
  };
}

async function* listFolder(root: string, prefix: string): AsyncGenerator<ObjectListing> {
  for (const kind of await foldersIn(root)) {
    if (!`${kind}/`.startsWith(prefix) && !prefix.startsWith(`${kind}/`)) continue;
    for (const shard of await foldersIn(join(root, kind))) {
      const folder = join(root, kind, shard);
      for (const { name } of await entriesOf(folder, "isFile")) {
        const key = `${kind}/${name}` as ObjectKey;
        if (!key.startsWith(prefix) || !name.startsWith(shard)) continue;
        const found = await unlessAbsent(folder, () => lstat(join(folder, name)));
        if (found !== undefined) yield { key, bytes: found.size, storedAtMs: Math.floor(found.mtimeMs) };
      }
    }
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  return (await entriesOf(folder, "isDirectory")).map(({ name }) => name);
}

async function entriesOf(folder: string, which: "isFile" | "isDirectory") {
  const entries = (await unlessAbsent(folder, () => readdir(folder, { withFileTypes: true }))) ?? [];
  return entries.filter((entry) => entry[which]()).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function refuseLinks(folder: string): Promise<void> {
  if ((await onDisk(folder, () => realpath(folder))) !== folder)
    throw new AppError("storage.outside", { path: folder });
}

/** Makes the folder and sees to it that the entry of each new one is on the disk. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  await syncFolder(resolve(folder, ".."));
  await syncFolder(resolve(first, ".."));
}

/** Not every system can do this for folders; where it can't, its file system keeps names safe by itself. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function unlessAbsent<T>(path: string, step: () => Promise<T>): Promise<T | undefined> {
  return onDisk(path, async () => {
    try {
      return await step();
    } catch (thrown) {
      if (errorNumber(thrown) === "ENOENT") return undefined;
      throw thrown;
    }
  });
}
