// Which error of the file system is which error of the store.

import { AppError } from "@tingheng/domain";

const full = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const refused = new Set(["EACCES", "EPERM", "EROFS"]);

/** Runs one step on the file system; what goes wrong there is told in the words of the store. */
export async function onDisk<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (thrown) {
    throw diskError(path, thrown);
  }
}

function diskError(path: string, thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown;
  const code = errorNumber(thrown) ?? "";
  if (full.has(code)) return new AppError("storage.disk-full", { path, problem: code });
  if (refused.has(code)) return new AppError("storage.read-only", { path, problem: code });
  if (code === "ELOOP") return new AppError("storage.outside", { path });
  return new AppError("storage.unavailable", { place: path, problem: code || thrown.message });
}

export function errorNumber(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
}
