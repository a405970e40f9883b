// `POST …/chat/completions` as OpenAI, vLLM, Ollama and llama.cpp's server speak it. They differ in which form of answer can be
// demanded and how its length is limited: what a server refuses is left out from then on.
import { AppError } from "@tingheng/domain";
import { z } from "zod";
import type { Facts, Traces } from "../traces/traces.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import { estimatedTokens, type Purse } from "./model-ledger.ts";
import { replySchema } from "./model-reply.ts";
import type { Message } from "./prompt.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { ModelSettings } from "./settings.ts";

export interface Waiting {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
  /** Follows each request. */
  readonly traces: Pick<Traces, "during">;
}

/** The text of the answer; undefined where the model refused or was cut off. */
export type Complete = (messages: readonly Message[], purse: Purse) => Promise<string | undefined>;

const ChatAnswer = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.looseObject({ prompt_tokens: count(), completion_tokens: count() }).nullish(),
});

function count() {
  return z.number().nonnegative();
}

/** What can be asked of a server, from the strictest form to none. */
const forms = [
  { type: "json_schema", json_schema: { name: "answers", strict: true, schema: replySchema } },
  { type: "json_object" },
  undefined,
] as const;

/** What a server says of a field that it doesn't take; a number that is too large is not such a field. */
const refusals = {
  form: /response_format|json_schema|json_object|grammar|guided|structured/iu,
  length: /max_tokens.{0,80}(?:support|unknown|unrecogni|permitted)/isu,
  temperature: /temperature.{0,80}(?:support|unknown|unrecogni|permitted)/isu,
} as const;

const firstWaitMs = 1000;
const mostBytes = 1 << 20;

interface Manner {
  form: number;
  length: "max_tokens" | "max_completion_tokens";
  temperature: boolean;
}

export function chatCompletions(settings: ModelSettings, waiting: Waiting, breaker: CircuitBreaker): Complete {
  const { model, apiKey, attempts, timeoutMs, longestWaitMs, answerTokens } = settings;
  const address = `${settings.baseUrl.replace(/\/+$/, "")}/chat/completions`;
  const manner: Manner = { form: 0, length: "max_tokens", temperature: true };

  const bodyOf = (messages: readonly Message[]) => {
    const form = forms[manner.form];
    return {
      model,
      messages,
      stream: false,
      [manner.length]: answerTokens,
      ...(manner.temperature ? { temperature: 0 } : {}),
      ...(form === undefined ? {} : { response_format: form }),
    };
  };

  const request = async (messages: readonly Message[], purse: Purse): Promise<Outcome> => {
    const estimate = estimatedTokens(messages.map(({ content }) => content).join(""));
    const until = breaker.restsUntil();
    if (until !== undefined)
      throw new AppError("language-model.resting", { model, until: new Date(until).toISOString() });
    await purse.mayAsk(estimate);
    const facts = { "gen_ai.operation.name": "chat", "gen_ai.request.model": model };
    const outcome = await waiting.traces.during({ name: `chat ${model}`, kind: "client", facts }, async (tell) => {
      const came = await send(address, bodyOf(messages), apiKey, timeoutMs);
      tell(factsOf(came));
      return came;
    });
    const known = outcome.kind === "answer" ? outcome.tokens : undefined;
    const output = outcome.kind === "answer" ? estimatedTokens(outcome.text ?? "") : 0;
    await purse.asked(known ? { ...known, estimated: false } : { input: estimate, output, estimated: true });
    if (outcome.kind === "answer") breaker.succeeded();
    return outcome;
  };

  return async (messages, purse) => {
    let problem = "";
    for (let tried = 0; tried < attempts; ) {
      const outcome = await request(messages, purse);
      if (outcome.kind === "answer") return outcome.text;
      problem = outcome.problem;
      if (outcome.kind === "refused-field" && adapted(manner, outcome.said)) continue;
      breaker.failed();
      tried += 1;
      if (outcome.kind !== "busy" || tried === attempts) break;
      const wait = retryAfterMs(outcome.retryAfter, waiting.now());
      if (wait !== undefined && wait > longestWaitMs) break;
      await waiting.sleep(wait ?? Math.min(longestWaitMs, firstWaitMs * 2 ** (tried - 1) * (0.5 + waiting.random())));
    }
    throw new AppError("language-model.failed", { model, problem });
  };
}

/** Whether there is something left to leave out. */
function adapted(manner: Manner, said: string): boolean {
  if (manner.length === "max_tokens" && refusals.length.test(said)) {
    manner.length = "max_completion_tokens";
    return true;
  }
  if (manner.temperature && refusals.temperature.test(said)) {
    manner.temperature = false;
    return true;
  }
  if (manner.form < forms.length - 1 && refusals.form.test(said)) {
    manner.form += 1;
    return true;
  }
  return false;
}

type Outcome =
  | {
      readonly kind: "answer";
      readonly text: string | undefined;
      readonly tokens: { readonly input: number; readonly output: number } | undefined;
    }
  /** 429 and 5xx, and servers that can't be reached: worth another try. */
  | { readonly kind: "busy"; readonly problem: string; readonly retryAfter: string | null }
  | { readonly kind: "refused-field"; readonly problem: string; readonly said: string }
  | { readonly kind: "failed"; readonly problem: string };

/** A redirection is an error: key and conversation go where the administrator sent them and nowhere else. */
async function send(address: string, body: unknown, apiKey: string | undefined, timeoutMs: number): Promise<Outcome> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return outcomeOf(response, await textOf(response));
  } catch (error) {
    return { kind: "busy", problem: causeOf(error), retryAfter: null };
  }
}

/** What may be told of an answer: how it went and what it cost, not what it says. */
function factsOf(outcome: Outcome): Facts {
  if (outcome.kind !== "answer") return { "error.type": outcome.kind };
  const { input, output } = outcome.tokens ?? {};
  return {
    ...(input === undefined ? {} : { "gen_ai.usage.input_tokens": input }),
    ...(output === undefined ? {} : { "gen_ai.usage.output_tokens": output }),
  };
}

function outcomeOf(response: Response, said: string): Outcome {
  const { status } = response;
  if (response.ok) return answerIn(said);
  // The body is not repeated: servers quote the request in it, and with it the call.
  const problem = `HTTP ${status}${codeIn(said)}`;
  // Some servers fall over a form of answer instead of refusing it.
  if (status === 400 || status === 422 || (status === 500 && refusals.form.test(said)))
    return { kind: "refused-field", problem, said };
  const isBusy = (status === 429 && !said.includes("insufficient_quota")) || status === 408 || status >= 500;
  return isBusy
    ? { kind: "busy", problem, retryAfter: response.headers.get("retry-after") }
    : { kind: "failed", problem };
}

function answerIn(said: string): Outcome {
  const answer = ChatAnswer.safeParse(parsed(said));
  const choice = answer.success ? answer.data.choices[0] : undefined;
  if (!answer.success || choice === undefined)
    return { kind: "busy", problem: "an answer that is no chat completion", retryAfter: null };
  const { content, refusal } = choice.message;
  const isWhole = !refusal && choice.finish_reason !== "length" && choice.finish_reason !== "content_filter";
  const { usage } = answer.data;
  return {
    kind: "answer",
    text: isWhole ? (content ?? undefined) : undefined,
    tokens: usage ? { input: usage.prompt_tokens, output: usage.completion_tokens } : undefined,
  };
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) throw new Error(`an answer of more than ${mostBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** ` (context_length_exceeded)`: the server's own short code, where it gives one. */
function codeIn(said: string): string {
  const code = /"(?:code|type)"\s*:\s*"([a-z_]{1,60})"/u.exec(said)?.[1];
  return code === undefined ? "" : ` (${code})`;
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "the connection failed";
  if (error.name === "TimeoutError") return "no answer in time";
  if (error.cause instanceof Error && error.cause.message !== "") return error.cause.message;
  // Without a cause nothing was sent, and the message repeats the header or address that was refused, with the key in it.
  return error instanceof TypeError ? "the address or the key can't be used" : error.message;
}
