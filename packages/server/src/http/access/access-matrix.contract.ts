// Every operation of the API asked by everybody who may ask, about what is theirs and what is not; the operations are read from the
// API's own description. What is expected is computed from what roles may do and see.
import { setTimeout as wait } from "node:timers/promises";
import type { Needs } from "../api.ts";
import { type AccessWorld, type Asker, places, sees } from "./access-world.contract.ts";
import type { Asked, Example, Examples, Operation } from "./example.contract.ts";
import { examplesOfCalls } from "./examples-of-calls.contract.ts";
import { examplesOfPeople } from "./examples-of-people.contract.ts";
import { examplesOfStandards } from "./examples-of-standards.contract.ts";

export const examples: Examples = { ...examplesOfCalls, ...examplesOfPeople, ...examplesOfStandards };

export interface Described {
  readonly operation: Operation;
  readonly needs: Needs;
  readonly gives: readonly number[];
}

export async function describedIn({ app }: AccessWorld): Promise<Described[]> {
  const document = (await (await app.request("/api/v1/openapi.json")).json()) as {
    paths: Record<string, Record<string, { "x-needs": Needs; responses: Record<string, unknown> }>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { "x-needs": needs, responses }]) => ({
      operation: `${method.toUpperCase()} ${path}` as Operation,
      needs,
      gives: Object.keys(responses)
        .map(Number)
        .filter((status) => status < 400),
    })),
  );
}

export interface Tried {
  readonly tried: number;
  readonly operations: number;
  /** Answers that are not what the law says, or say what their asker may not know. */
  readonly wrong: readonly string[];
}

export async function tryEverybody(world: AccessWorld): Promise<Tried> {
  const described = await describedIn(world);
  let tried = 0;
  const wrong: string[] = [];
  for (const asker of world.askers) {
    for (const one of described) {
      const example = examples[one.operation];
      if (example === undefined) continue;
      for (const attempt of attemptsOf(world, example, one, asker)) {
        tried += 1;
        const what = `${asker.name}: ${one.operation} (${attempt.name})`;
        const asked = await attempt.asked();
        const answer = await ask(world, one.operation, asker, asked);
        if (!attempt.expected.includes(answer.status) || !saysWhy(answer, attempt.refusal))
          wrong.push(
            `${what} → ${answer.status}, not ${attempt.refusal ?? attempt.expected.join("/")}: ${answer.text.slice(0, 200)}`,
          );
        wrong.push(...leaksIn(world, answer, asker, asked, example, one).map((leak) => `${what} tells ${leak}`));
      }
    }
  }
  return { tried, operations: described.length, wrong };
}

interface Attempt {
  readonly name: string;
  readonly expected: readonly number[];
  /** The code of the refusal that the law gives. */
  readonly refusal: string | undefined;
  readonly asked: () => Promise<Asked>;
}

function attemptsOf(
  world: AccessWorld,
  example: Example,
  { operation, needs, gives }: Described,
  asker: Asker,
): Attempt[] {
  const attempt = (
    name: string,
    seen: boolean,
    outside: number,
    asked: (allowed: boolean) => Asked | Promise<Asked>,
  ): Attempt => {
    const refusal = refusalOf(asker, needs, example, seen, outside);
    const expected = refusal === undefined ? (seen ? (example.gives ?? gives) : [outside]) : [statusOf[refusal] ?? 0];
    return { name, expected, refusal, asked: async () => asked(refusal === undefined && seen) };
  };
  const tries = example
    .tries(world, asker)
    .map(({ name, seen, asked }) => attempt(name, seen, example.outside ?? 404, asked));
  const [first] = example.tries(world, asker);
  if (first === undefined || !operation.includes("{") || example.makes === true) return tries;
  const missing = async () => {
    const asked = await first.asked(false);
    return { ...asked, params: Object.fromEntries(Object.keys(asked.params ?? {}).map((name) => [name, "missing"])) };
  };
  return [...tries, attempt("what is not there", false, 404, missing)];
}

const statusOf: Readonly<Record<string, number>> = {
  "access.unauthenticated": 401,
  "access.forbidden": 403,
  "login.browser-only": 403,
  "key.beyond-own": 403,
  "thing.not-found": 404,
};

function refusalOf({ actor }: Asker, needs: Needs, { browserOnly, refuses }: Example, seen: boolean, outside: number) {
  if (actor === "refused") return "access.unauthenticated";
  if (needs === "nothing") return undefined;
  if (actor === undefined) return "access.unauthenticated";
  if (needs !== "login" && !actor.permissions.has(needs)) return "access.forbidden";
  if (browserOnly === true && actor.kind === "key") return "login.browser-only";
  if (!seen) return { 403: refuses ?? "access.forbidden", 404: "thing.not-found" }[outside];
  return undefined;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: string;
  readonly code: string | undefined;
}

async function ask(
  { app }: AccessWorld,
  operation: Operation,
  asker: Asker,
  { params = {}, query = {}, json, bytes, headers }: Asked,
): Promise<Answer> {
  const [method = "", template = ""] = operation.split(" ");
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? "missing"));
  const type = json === undefined ? bytes?.type : "application/json";
  const body = json === undefined ? bytes && Buffer.from(bytes.body) : JSON.stringify(json);
  const search = new URLSearchParams(query).toString();
  const response = await app.request(search === "" ? path : `${path}?${search}`, {
    method,
    headers: { ...asker.headers, ...(type === undefined ? {} : { "content-type": type }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text =
    response.headers.get("content-type") === "text/event-stream" ? await beginning(response) : await response.text();
  const problem = response.headers.get("content-type") === "application/problem+json";
  const code = problem && text !== "" ? (JSON.parse(text) as { code: string }).code : undefined;
  return { status: response.status, text, code, headers: [...response.headers].join("\n") };
}

/** A stream of events never ends: what comes in a moment, then hung up. */
async function beginning(response: Response): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const heard: string[] = [];
  for (;;) {
    const piece = await Promise.race([reader.read(), wait(30, undefined)]);
    if (piece?.value === undefined) break;
    heard.push(new TextDecoder().decode(piece.value));
  }
  void reader.cancel();
  return heard.join("");
}

function saysWhy({ code, text }: Answer, refusal: string | undefined): boolean {
  // HEAD has no body.
  return refusal === undefined || code === refusal || text === "";
}

/** What an answer says that its asker may not know and did not say themselves. */
function leaksIn(
  world: AccessWorld,
  { text, headers }: Answer,
  { actor }: Asker,
  asked: Asked,
  example: Example,
  { needs }: Described,
): string[] {
  const sent = JSON.stringify([asked, asked.bytes === undefined ? "" : new TextDecoder().decode(asked.bytes.body)]);
  const said = `${headers}\n${text}`;
  const may = actor !== undefined && actor !== "refused";
  // The log and the erasures speak of calls by their ids alone.
  const idsAreOpen = needs === "audit.read" || needs === "webhooks.manage";
  const ofPlaces = places.flatMap((place) => {
    const seen = sees(actor, place);
    const id = world.calls.get(place.name) ?? "";
    const outside = seen ? [] : [place.words, place.agentName, `ext-${place.name}`, ...(idsAreOpen ? [] : [id])];
    const shown = seen && example.reveals === true && may && actor.permissions.has("numbers.reveal");
    return [...outside, ...(shown ? [] : [place.number, place.customer])];
  });
  const everybodys =
    may &&
    (actor.scope.kind === "all" || actor.permissions.has("people.manage") || actor.permissions.has("system.manage"));
  const ofHouse = everybodys ? [] : ["乙班秘名", "秘密乙员", "秘密文件"];
  return [...ofPlaces, ...ofHouse].filter((token) => said.includes(token) && !sent.includes(token));
}
