import { afterAll, beforeAll, expect, it } from "vitest";
import { keepsToThePort } from "../recogniser.contract.ts";
import { sing } from "../tone-speech.fixture.ts";
import { type FunAsrServer, type FunAsrVariant, funAsrServer } from "./funasr-server.fixture.ts";
import { funAsrRecogniser } from "./index.ts";

const spoken = { channel: 1, startMs: 0, sampleRateHz: 8000, samples: sing("您好听得到", 8000) };
const running = new Map<FunAsrVariant, FunAsrServer>();
const working = ["runtime", "runtime without sentences", "runtime without times", "python"] as const;
const failing = ["hangs up", "nonsense"] as const;

beforeAll(async () => {
  for (const variant of [...working, "patched", ...failing, "slow"] as const)
    running.set(variant, await funAsrServer(variant));
});
afterAll(async () => {
  for (const server of running.values()) await server[Symbol.asyncDispose]();
});

function serverOf(variant: FunAsrVariant): FunAsrServer {
  const server = running.get(variant);
  if (server === undefined) throw new Error(variant);
  return server;
}
const open = (variant: FunAsrVariant, timeoutMs?: number) =>
  funAsrRecogniser({ url: serverOf(variant).url, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

for (const variant of working) {
  keepsToThePort(`funasr (${variant})`, () => ({
    open: () => open(variant),
    spoken,
    text: "您好,听得到。",
    broken: {
      ...Object.fromEntries(failing.map((how) => [how, () => open(how)])),
      "nobody there": () => funAsrRecogniser({ url: "ws://127.0.0.1:9" }),
      "no address": () => funAsrRecogniser({ url: "the server" }),
      "too slow": () => open("slow", 200),
    },
    slow: () => open("slow"),
    most: () => serverOf(variant).most,
  }));
}

it("sentences and characters have their times where the server tells them", async () => {
  const sentences = await open("runtime").recognise(spoken, {});
  expect(sentences.map(({ text }) => text)).toEqual(["您好,", "听得到。"]);
  for (const variant of ["runtime", "runtime without sentences"] as const) {
    const words = (await open(variant).recognise(spoken, {})).flatMap(({ words = [] }) => words);
    expect(words.map(({ text }) => text)).toEqual([..."您好听得到"]);
    for (const [index, { startMs = 0 }] of words.entries())
      expect(Math.abs(startMs - (120 + 420 * index))).toBeLessThanOrEqual(40);
  }
  expect((await open("runtime without times").recognise(spoken, {}))[0]?.words).toBeUndefined();
});

it("a server that marks its one answer as the last is waited for a moment, not for ever", async () => {
  const heard = await open("patched").recognise(spoken, {});
  expect(heard.map(({ text }) => text)).toEqual(["您好,", "听得到。"]);
});

it("greets as the protocol wants it", async () => {
  await open("runtime").recognise({ ...spoken, startMs: 1500 }, { hotWords: ["听衡", "质检"] });
  expect(serverOf("runtime").greetings.at(-1)).toEqual({
    mode: "offline",
    wav_name: "1-1500",
    wav_format: "pcm",
    audio_fs: 16_000,
    chunk_size: [5, 10, 5],
    chunk_interval: 10,
    is_speaking: true,
    itn: true,
    hotwords: '{"听衡":20,"质检":20}',
  });
});
