import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { sherpaRecogniser } from "../recognisers/sherpa-onnx/index.ts";
import { writeToyModels } from "../recognisers/sherpa-onnx/toy-models.fixture.ts";
import { addFromFolder, addFromServer } from "./add-model.ts";
import { type CatalogueModel, modelNamed, parseCatalogue, shippedCatalogue } from "./catalogue.ts";
import { installedModels, installedNamed, removeModel, verifyModel } from "./installed-models.ts";
import { type ModelsServer, modelsServer } from "./models-server.fixture.ts";

const scratch = mkdtempSync(join(tmpdir(), "tingheng-models-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const large = randomBytes(400_000);
const tokens = new TextEncoder().encode("<blank> 0\n");
const sumOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const model: CatalogueModel = {
  id: "sense-voice",
  folder: "sherpa-onnx-sense-voice-test",
  kind: "recogniser",
  title: { zh: "测试", en: "test" },
  licence: "MIT",
  path: "who/test/resolve/main",
  files: [{ name: "model.int8.onnx", bytes: large.length, sha256: sumOf(large) }, { name: "tokens.txt" }],
};

let server: ModelsServer;
let root: string;
beforeEach(async () => {
  server = await modelsServer({
    "/who/test/resolve/main/model.int8.onnx": large,
    "/who/test/resolve/main/tokens.txt": tokens,
  });
  root = mkdtempSync(join(scratch, "root-"));
});
afterEach(() => server[Symbol.asyncDispose]());

const now = () => new Date("2026-01-02T03:04:05Z");
const add = (what = model) => addFromServer(what, server.base, { root, now });
const withoutSum = { ...model, files: [{ name: "model.int8.onnx" }, { name: "tokens.txt" }] };
const largeAsked = () => server.asked.filter((one) => one.includes("model.int8.onnx"));

/** Some of the large file comes, then the person stops it. */
async function interrupted(what: CatalogueModel): Promise<void> {
  const stopping = new AbortController();
  const progress = (_: string, done: number) => {
    if (done >= 100_000) setTimeout(() => stopping.abort(), 30);
  };
  server.breaks = { afterBytes: 150_000, times: 1 };
  const stopped = addFromServer(what, server.base, { root, now, progress, signal: stopping.signal });
  await expect(stopped).rejects.toMatchObject({ code: "model.download-failed", details: { problem: "stopped" } });
}

describe("a model from a server", () => {
  it("is there as a whole, with what it was checked against", async () => {
    const seen: number[] = [];
    const progress = (file: string, done: number) => {
      if (file === "model.int8.onnx") seen.push(done);
    };
    const path = await addFromServer(model, `${server.base}/`, { root, now, progress });
    expect(readFileSync(join(path, "model.int8.onnx"))).toEqual(large);
    expect(seen.at(-1)).toBe(large.length);
    expect(readdirSync(root)).toEqual([model.folder]);
    expect(readdirSync(path).sort()).toEqual(["model.int8.onnx", "tingheng-model.json", "tokens.txt"]);
    const { manifest } = installedNamed(root, "sense-voice");
    expect(manifest).toMatchObject({
      from: `${server.base}/who/test/resolve/main`,
      addedAt: "2026-01-02T03:04:05.000Z",
      files: [
        { name: "model.int8.onnx", bytes: large.length, sha256: sumOf(large), checkedBy: "catalogue" },
        { name: "tokens.txt", sha256: sumOf(tokens), checkedBy: "nothing" },
      ],
    });
  });

  it("is checked against the sum that the server tells before it sends elsewhere", async () => {
    server.redirects = true;
    await add(withoutSum);
    const { manifest } = installedNamed(root, "sense-voice");
    expect(manifest?.files.map(({ checkedBy }) => checkedBy)).toEqual(["server", "server"]);
    server.lies = true;
    await expect(add({ ...withoutSum, folder: "other" })).rejects.toMatchObject({ code: "model.checksum" });
    expect(existsSync(join(root, "other"))).toBe(false);
  });

  it("goes on by itself where the connection breaks", async () => {
    server.breaks = { afterBytes: 40_000, times: 7 };
    const path = await add();
    expect(readFileSync(join(path, "model.int8.onnx"))).toEqual(large);
    const ranges = largeAsked().map((one) => Number(/bytes=(\d+)/u.exec(one)?.[1] ?? 0));
    expect(ranges).toHaveLength(8);
    expect(ranges[0]).toBe(0);
    expect(ranges[7]).toBeGreaterThan(0);
  });

  it("goes on in the next run after it was stopped, and doesn't load again what is there", async () => {
    await interrupted(model);
    expect(installedModels(root)).toEqual([]);
    await add();
    expect(largeAsked().at(-1)).toMatch(/bytes=[1-9]/u);
    expect(installedModels(root).map(({ id }) => id)).toEqual(["sense-voice"]);
  });

  it("begins anew where the file has changed meanwhile, or the server knows no ranges", async () => {
    for (const change of [
      () => server.files.set("/who/test/resolve/main/model.int8.onnx", randomBytes(300_000)),
      () => {
        server.ranges = false;
      },
    ]) {
      await interrupted(withoutSum);
      change();
      const path = await add(withoutSum);
      expect(sumOf(readFileSync(join(path, "model.int8.onnx")))).toBe(
        sumOf(server.files.get("/who/test/resolve/main/model.int8.onnx") ?? large),
      );
      rmSync(path, { recursive: true });
    }
  });

  it("that is another than the catalogue says is thrown away", async () => {
    server.files.set("/who/test/resolve/main/model.int8.onnx", randomBytes(400_000));
    await expect(add()).rejects.toMatchObject({ code: "model.checksum", details: { expected: sumOf(large) } });
    expect(installedModels(root)).toEqual([]);
    server.files.set("/who/test/resolve/main/model.int8.onnx", large);
    await add();
  });

  it("is asked for again where the server is busy, not where there is none", async () => {
    server.refuses = { status: 503, times: 2 };
    await add();
    rmSync(join(root, model.folder), { recursive: true });
    server.asked.length = 0;
    await expect(add({ ...model, path: "nowhere" })).rejects.toMatchObject({
      code: "model.download-failed",
      details: { problem: "HTTP 404" },
    });
    expect(server.asked).toHaveLength(1);
  });

  it("that can't fit on the disk isn't begun", async () => {
    const huge = { ...model, files: [{ name: "model.int8.onnx", bytes: Number.MAX_SAFE_INTEGER }] };
    await expect(add(huge)).rejects.toMatchObject({ code: "model.disk-full" });
    expect(server.asked).toEqual([]);
  });

  it("can't be put where nothing can be written", async () => {
    writeFileSync(join(root, "file"), "");
    const adding = { root: join(root, "file"), now };
    await expect(addFromServer(model, server.base, adding)).rejects.toMatchObject({ code: "output.unwritable" });
  });
});

describe("a model from a folder", () => {
  const toys = writeToyModels(join(scratch, "toys"));

  it("is copied, works, and is known by what it holds", async () => {
    for (const toy of Object.values(toys)) await addFromFolder(toy, false, { root, now });
    expect(
      installedModels(root)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(["punctuation", "recogniser", "recogniser", "recogniser", "recogniser"]);
    expect(sherpaRecogniser({ modelFolder: join(root, "sherpa-onnx-sense-voice-toy") }).id).toBe("sherpa-onnx");
  });

  it("is linked, and only the link is removed", async () => {
    await addFromFolder(toys.senseVoice, true, { root, now });
    const [model] = installedModels(root);
    if (model === undefined) throw new Error("not installed");
    await addFromFolder(toys.senseVoice, true, { root, now });
    await removeModel(model);
    expect(readdirSync(root)).toEqual([]);
    expect(existsSync(join(toys.senseVoice, "tokens.txt"))).toBe(true);
  });

  it("that is in its place already stays as it is", async () => {
    const path = await addFromFolder(toys.senseVoice, false, { root, now });
    expect(await addFromFolder(path, true, { root, now })).toBe(path);
    expect(existsSync(join(path, "tokens.txt"))).toBe(true);
  });

  it("that holds no model is refused", async () => {
    const empty = join(root, "empty");
    mkdirSync(empty);
    await expect(addFromFolder(empty, false, { root, now })).rejects.toMatchObject({ code: "model.unknown" });
    await expect(addFromFolder(join(root, "no"), false, { root, now })).rejects.toMatchObject({
      code: "input.not-found",
    });
  });

  it("shows what has changed since", async () => {
    const path = await addFromFolder(toys.zipformer, false, { root, now });
    const verified = async () => verifyModel(installedNamed(root, "sherpa-onnx-zipformer-zh-toy"));
    expect(new Set(Object.values(await verified()))).toEqual(new Set(["same"]));
    writeFileSync(join(path, "tokens.txt"), "x 0\n");
    rmSync(join(path, "joiner.onnx"));
    expect(await verified()).toMatchObject({
      "tokens.txt": "changed",
      "joiner.onnx": "missing",
      "encoder.onnx": "same",
    });
    rmSync(join(path, "tingheng-model.json"));
    writeFileSync(join(path, "joiner.onnx"), "");
    expect(new Set(Object.values(await verified()))).toEqual(new Set(["unknown"]));
  });
});

describe("the catalogue", () => {
  it("finds by id and by published name, and says what there is", () => {
    expect(modelNamed(shippedCatalogue, "sense-voice").folder).toMatch(/sense-voice/u);
    expect(() => modelNamed(shippedCatalogue, "nothing")).toThrow(/model.unlisted.*sense-voice/u);
    expect(new Set(shippedCatalogue.models.map(({ id }) => id)).size).toBe(shippedCatalogue.models.length);
  });

  it.each(["{", '{"version":2}', JSON.stringify({ ...shippedCatalogue, models: [{ ...model, folder: "../up" }] })])(
    "of one's own is checked: %s",
    (text) => {
      expect(() => parseCatalogue(text, "mine.json")).toThrow(/input\./u);
    },
  );
});
