// A server for `POST /v1/chat/completions` that reads requests as the real ones do and answers as it is scripted to.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const ChatRequest = z.looseObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal("system"), content: z.string() }),
    z.strictObject({ role: z.literal("user"), content: z.string() }),
  ]),
  response_format: z.looseObject({ type: z.string() }).optional(),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
  temperature: z.number().optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

const Material = z.strictObject({
  questions: z.array(z.strictObject({ id: z.string(), question: z.string() })),
  turns: z.array(z.strictObject({ turn: z.number(), speaker: z.string(), text: z.string() })),
});
export type Material = z.infer<typeof Material>;

/** What a scripted model does with a request: the text of a completion, or anything over HTTP. */
type Act =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly silent?: true;
    };
export type Script = (material: Material, request: ChatRequest, asked: number) => Act;

export interface ChatServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly requests: ChatRequest[];
  readonly materials: Material[];
  readonly keys: (string | undefined)[];
  script: Script;
}

export async function chatServer(script: Script): Promise<ChatServer> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    if (request.method !== "POST" || request.url !== "/v1/chat/completions") return reply(response, 404, {}, {});
    const asked = ChatRequest.parse(JSON.parse(body));
    const material = Material.parse(JSON.parse(asked.messages[1].content));
    self.requests.push(asked);
    self.materials.push(material);
    self.keys.push(request.headers.authorization);
    act(response, self.script(material, asked, self.requests.length), asked);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const self: ChatServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: [],
    materials: [],
    keys: [],
    script,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

function act(response: ServerResponse, does: Act, request: ChatRequest): void {
  if (typeof does === "string") reply(response, 200, {}, completion(request, does));
  else if (!does.silent) reply(response, does.status ?? 200, does.headers ?? {}, does.body ?? {});
}

export function completion(request: ChatRequest, content: string | null, more: object = {}, finish = "stop"): object {
  const asked = request.messages.map((message) => message.content).join("").length;
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    model: request.model,
    choices: [{ index: 0, finish_reason: finish, message: { role: "assistant", content, ...more } }],
    usage: { prompt_tokens: asked, completion_tokens: content?.length ?? 0, total_tokens: asked },
  };
}

function reply(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

export type Said = { readonly turn: number; readonly text: string };

/** The reply that was asked for, to every question alike. */
export const replying =
  (verdict: string, quotes: readonly Said[], more: object = {}) =>
  (material: Material): string =>
    JSON.stringify({ answers: material.questions.map(({ id }) => ({ id, quotes, verdict, ...more })) });
