// A server for `POST /v1/audio/transcriptions`: reads the form as the real ones do and answers in the form of one of them.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type SungCharacter, samplesIn, understand } from "../tone-speech.fixture.ts";

export type OpenAiVariant =
  | "openai"
  | "speaches"
  | "whisper.cpp"
  | "vllm"
  | "json-only"
  | "error in 200"
  | "a page"
  | "500"
  | "hangs up"
  | "slow";

export interface OpenAiServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly forms: Readonly<Record<string, string | readonly string[]>>[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>[];
  most: number;
}

export async function openAiServer(variant: OpenAiVariant): Promise<OpenAiServer> {
  const forms: OpenAiServer["forms"] = [];
  const headers: OpenAiServer["headers"] = [];
  let inside = 0;
  const server = createServer(async (request, response) => {
    inside++;
    self.most = Math.max(self.most, inside);
    response.on("close", () => inside--);
    const body: Uint8Array[] = [];
    for await (const piece of request) body.push(piece as Uint8Array);
    if (request.method !== "POST" || request.url !== "/v1/audio/transcriptions")
      return send(response, 404, "no such page");
    const type = request.headers["content-type"] ?? "";
    const form = await new Response(Buffer.concat(body), { headers: { "content-type": type } }).formData();
    forms.push(
      Object.fromEntries([...form.keys()].filter((key) => key !== "file").map((key) => [key, valuesOf(form, key)])),
    );
    headers.push(request.headers);
    const file = form.get("file");
    if (!(file instanceof File)) return send(response, 400, { error: { message: "no file" } });
    const { samples, sampleRateHz } = samplesIn(new Uint8Array(await file.arrayBuffer()));
    answer(
      response,
      variant,
      String(form.get("response_format")),
      understand(samples, sampleRateHz),
      samples.length / sampleRateHz,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const self: OpenAiServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    forms,
    headers,
    most: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

function valuesOf(form: FormData, key: string): string | string[] {
  const all = form.getAll(key).map(String);
  return all.length === 1 ? (all[0] ?? "") : all;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

function answer(
  response: ServerResponse,
  variant: OpenAiVariant,
  format: string,
  said: readonly SungCharacter[],
  duration: number,
): void {
  if (variant === "slow") return;
  if (variant === "hangs up") response.destroy();
  else if (variant === "json-only" && format !== "json")
    send(response, 400, {
      error: { message: `response_format '${format}' is not compatible`, param: "response_format" },
    });
  else send(response, variant === "500" ? 500 : 200, bodies(said, duration)[variant]);
}

/** The same words as each server tells them. */
function bodies(
  said: readonly SungCharacter[],
  duration: number,
): Record<Exclude<OpenAiVariant, "slow" | "hangs up">, unknown> {
  const text = said.length === 0 ? "" : `${said.map((one) => one.text).join("")}。`;
  const words = said.map((one) => ({ word: one.text, start: one.startMs / 1000, end: one.endMs / 1000 }));
  const likely = words.map((word) => ({ ...word, probability: 0.9 }));
  const span = { id: 0, seek: 0, start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? duration };
  const odds = { temperature: 0, avg_logprob: -0.2, compression_ratio: 0.9, no_speech_prob: 0.01 };
  const segments = text === "" ? [] : [{ ...span, text, tokens: [50_364], ...odds }];
  const withWords = (more: object) =>
    segments.map((one) => ({ ...one, words: likely.map((word) => ({ ...word, ...more })) }));
  const task = { task: "transcribe", duration, text };
  return {
    openai: { ...task, language: "chinese", words, segments },
    speaches: { ...task, language: "zh", words: likely, segments: withWords({}) },
    "whisper.cpp": { ...task, language: "chinese", text: `${text}\n`, segments: withWords({ t_dtw: -1 }) },
    vllm: { language: "zh", duration: String(duration), text, segments, words: null },
    "json-only": { text },
    "error in 200": { error: "failed to read audio data" },
    "a page": "<html>Welcome</html>",
    "500": { error: { message: "CUDA out of memory" } },
  };
}
