import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepsToThePort } from "../recogniser.contract.ts";
import { sing } from "../tone-speech.fixture.ts";
import { openAiRecogniser } from "./index.ts";
import { type OpenAiServer, type OpenAiVariant, openAiServer } from "./openai-server.fixture.ts";

const spoken = { channel: 0, startMs: 0, sampleRateHz: 8000, samples: sing("您好听得到", 8000) };
const running = new Map<OpenAiVariant, OpenAiServer>();
const variants = ["openai", "speaches", "whisper.cpp", "vllm", "json-only"] as const;
const failing = ["error in 200", "a page", "500", "hangs up"] as const;

beforeAll(async () => {
  for (const variant of [...variants, ...failing, "slow"] as const) running.set(variant, await openAiServer(variant));
});
afterAll(async () => {
  for (const server of running.values()) await server[Symbol.asyncDispose]();
});

function serverOf(variant: OpenAiVariant): OpenAiServer {
  const server = running.get(variant);
  if (server === undefined) throw new Error(variant);
  return server;
}
const open = (variant: OpenAiVariant, extra: { timeoutMs?: number; apiKey?: string } = {}) =>
  openAiRecogniser({ baseUrl: serverOf(variant).baseUrl, model: "whisper-1", ...extra });

for (const variant of variants) {
  keepsToThePort(`openai (${variant})`, () => ({
    open: () => open(variant),
    spoken,
    text: "您好听得到。",
    broken: {
      ...Object.fromEntries(failing.map((how) => [how, () => open(how)])),
      "nobody there": () => openAiRecogniser({ baseUrl: "http://127.0.0.1:9/v1", model: "whisper-1" }),
      "too slow": () => open("slow", { timeoutMs: 200 }),
    },
    slow: () => open("slow"),
    most: () => serverOf(variant).most,
  }));
}

describe("what is asked of the server", () => {
  it("is the form that OpenAI describes, with sound at the rate of its models", async () => {
    await open("openai", { apiKey: "sk-1" }).recognise(spoken, { language: "zh-CN", hotWords: ["听衡", "质检"] });
    expect(serverOf("openai").forms.at(-1)).toEqual({
      model: "whisper-1",
      response_format: "verbose_json",
      "timestamp_granularities[]": ["word", "segment"],
      language: "zh",
      prompt: "听衡, 质检",
    });
    expect(serverOf("openai").headers.at(-1)).toMatchObject({ authorization: "Bearer sk-1" });
  });

  it("is asked once more, and then always, in the form that the model knows", async () => {
    const recogniser = open("json-only");
    const before = serverOf("json-only").forms.length;
    for (let round = 0; round < 3; round++) await recogniser.recognise(spoken, {});
    expect(
      serverOf("json-only")
        .forms.slice(before)
        .map((form) => form.response_format),
    ).toEqual(["verbose_json", "json", "json", "json"]);
  });
});

it.each(variants)("%s: words, language and certainty are taken where they are told", async (variant) => {
  const [heard] = await open(variant).recognise(spoken, {});
  const told = variant === "openai" || variant === "speaches" || variant === "whisper.cpp";
  expect(heard?.words?.map(({ text }) => text)).toEqual(told ? [..."您好听得到"] : undefined);
  expect(heard?.language).toBe(variant === "json-only" ? undefined : "zh");
  if (variant === "json-only") expect(heard?.confidence).toBeUndefined();
  else expect(heard?.confidence).toBeCloseTo(Math.exp(-0.2), 5);
});
