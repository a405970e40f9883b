// A request's files on their way in: written to a folder of their own as they arrive, never held in memory.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Busboy, type BusboyConfig, type BusboyHeaders } from "@fastify/busboy";
import { AppError } from "@tingheng/domain";
import { fileLabelOf } from "../../stages/recording/file-label.ts";

interface SpooledFile {
  readonly path: string;
  readonly label: string;
}

interface Spooled {
  readonly files: readonly SpooledFile[];
  readonly fields: ReadonlyMap<string, string>;
}

const mostFiles = 1_000;
const longestField = 1_000_000;

/**
 * Gives the files of a multipart request, or its whole body as one file, to `work`, and removes them after it.
 * @throws AppError `request.too-large`, `request.invalid`
 */
export async function withSpooledFiles<T>(
  request: Request,
  limitBytes: number,
  work: (spooled: Spooled) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "tingheng-upload-"));
  try {
    if (request.body === null)
      throw new AppError("request.invalid", { where: "body", expected: "a file", found: "nothing" });
    const body = Readable.fromWeb(request.body as ReadableStream);
    const type = request.headers.get("content-type") ?? "";
    const spooled = type.startsWith("multipart/form-data")
      ? await multipart(body, type, folder, limitBytes)
      : await whole(body, request, folder, limitBytes);
    return await work(spooled);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function whole(body: Readable, request: Request, folder: string, limitBytes: number): Promise<Spooled> {
  const path = join(folder, "0");
  await pipeline(body, limited(limitBytes), createWriteStream(path));
  const query = new URL(request.url).searchParams;
  return { files: [await labelled({ path, name: query.get("name") ?? "" })], fields: new Map(query) };
}

async function multipart(body: Readable, type: string, folder: string, limitBytes: number): Promise<Spooled> {
  const files: NamedFile[] = [];
  const fields = new Map<string, string>();
  const written: Promise<void>[] = [];
  const limits = { files: mostFiles, fieldSize: longestField, fields: 20, fileSize: limitBytes };
  const parser = parserFor({ headers: { "content-type": type } as BusboyHeaders, limits, defCharset: "utf8" });
  parser.on("file", (_, stream, name) => {
    const file = { path: join(folder, String(files.length)), name: name ?? "" };
    files.push(file);
    stream.on("limit", () => stream.destroy(tooLarge(limitBytes)));
    written.push(pipeline(stream, createWriteStream(file.path)));
  });
  parser.on("field", (name, value) => fields.set(name, value));
  let overfull = false;
  parser.on("filesLimit", () => {
    overfull = true;
  });
  try {
    await pipeline(body, parser);
  } catch (error) {
    await Promise.allSettled(written);
    throw error instanceof AppError ? error : noForm(error);
  }
  await Promise.all(written);
  if (overfull) throw new AppError("request.too-large", { allowed: `${mostFiles} files` });
  return { files: await Promise.all(files.map(labelled)), fields };
}

/** @throws AppError `request.invalid` where the header names no boundary */
function parserFor(settings: BusboyConfig) {
  try {
    return new Busboy(settings);
  } catch (error) {
    throw noForm(error);
  }
}

function noForm(error: unknown): AppError {
  const found = error instanceof Error ? error.message : String(error);
  return new AppError("request.invalid", { where: "body", expected: "multipart/form-data", found });
}

interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/** Calls without ids are known by their file's name: files without one must not be taken for each other. */
async function labelled({ path, name }: NamedFile): Promise<SpooledFile> {
  const label = fileLabelOf(name);
  if (label !== undefined) return { path, label };
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return { path, label: `upload-${hash.digest("hex").slice(0, 16)}` };
}

function limited(limitBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      seen += chunk.length;
      if (seen > limitBytes) done(tooLarge(limitBytes));
      else done(null, chunk);
    },
  });
}

const tooLarge = (limitBytes: number) => new AppError("request.too-large", { allowed: `${limitBytes} bytes` });
