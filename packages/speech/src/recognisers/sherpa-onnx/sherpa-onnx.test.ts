import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { loadSherpa } from "../../native/sherpa.ts";
import { hear } from "../hear.ts";
import { keepsToThePort } from "../recogniser.contract.ts";
import type { Recogniser, Wish } from "../recogniser.ts";
import { sing } from "../tone-speech.fixture.ts";
import { sherpaRecogniser } from "./index.ts";
import { heardFrom, hotWordLine } from "./results.ts";
import { writeToyModels } from "./toy-models.fixture.ts";

const root = mkdtempSync(join(tmpdir(), "tingheng-sherpa-"));
afterAll(() => rmSync(root, { recursive: true }));
const toys = writeToyModels(root);
const said = sing("您好听得到。", 8000);
const spoken = { channel: 0, startMs: 0, sampleRateHz: 8000, samples: said };
const runs = await loadSherpa().then(
  () => true,
  () => false,
);

/** A copy of a toy model in which something is wrong. */
function spoiled(name: string, toy: string, spoil: (folder: string) => void): string {
  const folder = join(root, `${name}-${toy.split("/").at(-1)}`);
  cpSync(toy, folder, { recursive: true });
  spoil(folder);
  return folder;
}

const broken = (toy: string, file: string): Readonly<Record<string, () => Recogniser>> => {
  const from = (name: string, spoil: (folder: string) => void) => () =>
    sherpaRecogniser({ modelFolder: spoiled(name, toy, spoil) });
  return {
    "half a file": from("half", (folder) =>
      truncateSync(join(folder, file), readFileSync(join(folder, file)).length >> 1),
    ),
    "an empty file": from("empty", (folder) => truncateSync(join(folder, file), 0)),
    "a page instead of the file": from("page", (folder) => writeFileSync(join(folder, file), "<html>not found</html>")),
    "tokens that are none": from("tokens", (folder) => writeFileSync(join(folder, "tokens.txt"), "<html>\n")),
    "tokens of another model": from("few", (folder) => writeFileSync(join(folder, "tokens.txt"), "<blank> 0\na 1\n")),
  };
};

describe.runIf(runs)("with the runtime", () => {
  for (const [name, toy, file, text, extra] of [
    ["SenseVoice", toys.senseVoice, "model.int8.onnx", "您好听得到。", {}],
    ["Paraformer", toys.paraformer, "model.int8.onnx", "您好听得到", {}],
    ["Zipformer CTC", toys.zipformerCtc, "model.onnx", "您好听得到", {}],
    ["Zipformer", toys.zipformer, "joiner.onnx", "您好听得到", { hoped: { hotWords: ["厅得"], text: "您好厅得到" } }],
  ] as const) {
    keepsToThePort(`sherpa-onnx (${name})`, () => ({
      open: () => sherpaRecogniser({ modelFolder: toy }),
      spoken,
      text,
      ...extra,
      broken: broken(toy, file),
      slow: () => sherpaRecogniser({ modelFolder: toy }),
    }));
  }

  const once = async (recogniser: Recogniser, wish: Wish = {}, said = spoken) => {
    const heard = await recogniser.recognise(said, wish);
    await recogniser.close();
    return heard;
  };

  it("gives every character its time to a fiftieth of a second or so", async () => {
    const [heard] = await once(sherpaRecogniser({ modelFolder: toys.senseVoice }));
    expect(heard?.words?.map(({ text }) => text)).toEqual([..."您好听得到"]);
    for (const [index, { startMs = 0 }] of (heard?.words ?? []).entries())
      expect(Math.abs(startMs - (120 + 420 * index))).toBeLessThanOrEqual(80);
  });

  it.each([8000, 11_025, 16_000, 44_100])("hears the same at %s Hz, and names the tags of the model", async (rate) => {
    const sung = { ...spoken, sampleRateHz: rate, samples: sing("您好听得到。", rate) };
    const [heard] = await once(sherpaRecogniser({ modelFolder: toys.senseVoice }), { language: "en-GB" }, sung);
    expect(heard).toMatchObject({ text: "您好听得到。", language: "en", emotion: "angry", events: ["laughter"] });
  });

  it("isn't upset by hot words that its table of tokens doesn't hold", async () => {
    const wish = { hotWords: ["质检/听衡", "Tingheng", "", "厅得"] };
    expect((await once(sherpaRecogniser({ modelFolder: toys.zipformer }), wish))[0]?.text).toBe("您好厅得到");
    const table = new Set([..."您好厅得"]);
    expect(hotWordLine(["您好,厅", "质检", "OK", "厅/得"], table, false)).toBe("您好厅/厅得");
    expect(hotWordLine(["OK 厅"], table, true)).toBe("OK 厅");
  });

  it("hears on several threads, each stretch once", async () => {
    const recogniser = sherpaRecogniser({ modelFolder: toys.senseVoice, workers: 2 });
    expect(recogniser.atOnce).toBe(2);
    const chunks = async function* () {
      for (let index = 0; index < 9; index++) yield { ...spoken, startMs: 10_000 * index };
    };
    const heard = await hear(chunks(), recogniser, {});
    await recogniser.close();
    expect(heard.map(({ startMs }) => Math.floor(startMs / 10_000))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("puts in punctuation with a second model", async () => {
    const punctuated = () => sherpaRecogniser({ modelFolder: toys.zipformerCtc, punctuationFolder: toys.punctuation });
    expect(punctuated().capabilities.punctuation).toBe(true);
    expect((await once(punctuated()))[0]?.text).toBe("您好，听得到。");
  });

  it("says nothing on the streams of the process that uses it", () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [alone, toys.senseVoice], { encoding: "utf8" });
    expect({ stdout, stderr, status }).toEqual({ stdout: "[]\n", stderr: "", status: 0 });
  });
});

/** A program that recognises once and says what came of it. */
const alone = join(root, "alone.ts");
writeFileSync(
  alone,
  `import { sherpaRecogniser } from ${JSON.stringify(fileURLToPath(new URL("./index.ts", import.meta.url)))};
  const recogniser = sherpaRecogniser({ modelFolder: process.argv[2] ?? "" });
  const samples = new Int16Array(8000);
  const chunk = { channel: 0, startMs: 0, sampleRateHz: 8000, samples };
  console.log(JSON.stringify(await recogniser.recognise(chunk, {}).catch((error) => error.code)));
  await recogniser.close();`,
);

it("tells that the runtime isn't installed", () => {
  const without = join(root, "without.mjs");
  writeFileSync(
    without,
    `import { registerHooks } from "node:module";
    registerHooks({ resolve(name, context, next) {
      if (name === "sherpa-onnx-node") throw new Error("Cannot find package 'sherpa-onnx-node'");
      return next(name, context);
    } });`,
  );
  const run = (folder: string) =>
    spawnSync(process.execPath, [alone, folder], {
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: `--import=${without}` },
    });
  const fresh = spoiled("fresh", toys.senseVoice, (folder) =>
    rmSync(join(folder, ".tingheng-proved"), { force: true }),
  );
  expect(run(fresh).stdout).toBe('"recogniser.unavailable"\n');
  expect(run(toys.senseVoice).stdout).toBe('"recogniser.unavailable"\n');
});

describe("a folder", () => {
  it("that holds no model is refused", () => {
    const empty = mkdtempSync(join(root, "empty-"));
    expect(() => sherpaRecogniser({ modelFolder: empty })).toThrow(/model.unknown/u);
    expect(() => sherpaRecogniser({ modelFolder: join(root, "nowhere") })).toThrow(/input.not-found/u);
  });

  it("says what its model can do", () => {
    const can = (folder: string) => sherpaRecogniser({ modelFolder: folder }).capabilities;
    expect(can(toys.senseVoice)).toMatchObject({
      events: true,
      hotWords: false,
      languages: ["zh", "en", "ja", "ko", "yue"],
    });
    expect(can(toys.zipformer)).toMatchObject({ events: false, hotWords: true, confidence: true, languages: ["zh"] });
  });
});

describe("answers", () => {
  const chunk = { ...spoken, startMs: 1000 };
  it("of nothing but punctuation are nothing", () => {
    expect(heardFrom({ text: "。", tokens: ["。"], timestamps: [0.1] }, chunk)).toEqual([]);
  });

  it("put word pieces together", () => {
    const result = {
      text: "hello 你好 ok",
      tokens: ["▁hel", "lo", "你", "好", "▁ok"],
      timestamps: [0.1, 0.3, 0.6, 0.8, 1],
    };
    expect(heardFrom(result, chunk)[0]?.words?.map(({ text, startMs }) => [text, startMs])).toEqual([
      ["hello", 1100],
      ["你", 1600],
      ["好", 1800],
      ["ok", 2000],
    ]);
  });

  it("have no words where the tokens aren't what the text says", () => {
    const result = { text: "你好", tokens: ["ƌŕş", "ƌŕť"], timestamps: [0.1, 0.3] };
    expect(heardFrom(result, chunk)).toEqual([{ startMs: 1000, endMs: 3640, text: "你好" }]);
  });
});
