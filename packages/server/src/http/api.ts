// How the API is written: every route says in its own schema what it takes, gives and needs permission for; errors become
// problem+json here and nowhere else.

import { createRoute, OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import {
  type Actor,
  AppError,
  describe,
  errorCatalogue,
  expectation,
  type Language,
  type Permission,
  valueAt,
} from "@tingheng/domain";
import { isRefusedText } from "@tingheng/store";
import type { Context, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Services } from "../services.ts";
import { jsonBody } from "./json-body.ts";

export interface ApiEnv {
  Variables: {
    /** Undefined until somebody is logged in; routes with a permission always have one. */
    actor: Actor | undefined;
    /** Who asks by now: for answers that take long. Asking so is no sign of life of a session. */
    askAgain: () => Promise<Actor | undefined>;
    requestId: string;
  };
}

export type Api = OpenAPIHono<ApiEnv>;

/** One noun's routes. */
export type Routes = (services: Services) => Api;

/** RFC 9457. `code` is stable; `title` is in the asker's language. */
export const Problem = z
  .object({
    type: z.string(),
    status: z.int(),
    code: z.string(),
    title: z.string(),
    details: z.record(z.string(), z.string()).optional(),
  })
  .openapi("Problem");

export function newApi(): Api {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success)
        throw invalidRequest(result.target, result.error, "data" in result ? result.data : undefined);
    },
  });
}

/** Who may use a route: one with a permission, anybody who is logged in, anybody at all. */
export type Needs = Permission | "login" | "nothing";

/** A route with what it needs, which stands in the OpenAPI document as `x-needs`. */
export function route<const R extends RouteConfig>(needs: Needs, config: R) {
  const responses = { ...config.responses, default: problemResponse };
  return createRoute({
    operationId: operationIdOf(config),
    ...config,
    responses: responses as R["responses"],
    "x-needs": needs,
    middleware: [requires(needs), ...[config.middleware ?? []].flat(), ...(takesJson(config) ? [jsonBody] : [])],
  } as R);
}

function takesJson({ request }: RouteConfig): boolean {
  return request?.body?.content["application/json"] !== undefined;
}

/** `GET /api/v1/calls/{id}/sheet` is `getCallsByIdSheet`. */
function operationIdOf({ method, path }: RouteConfig): string {
  const parts = path.split(/[^A-Za-z0-9{}]+/).filter((part) => part !== "" && part !== "api" && !/^v\d+$/.test(part));
  const words = parts.map((part) => part.replace(/^\{(.*)\}$/, (_, name) => `By${capital(name)}`)).map(capital);
  return method + words.join("");
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const problemResponse = {
  description: "problem",
  content: { "application/problem+json": { schema: Problem } },
} as const;

function requires(needs: Needs): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    if (needs !== "nothing") {
      const actor = context.get("actor");
      if (actor === undefined) throw new AppError("access.unauthenticated");
      if (needs !== "login" && !actor.permissions.has(needs))
        throw new AppError("access.forbidden", { permission: needs });
    }
    await next();
  };
}

/** Opens a route that reads its body as it arrives: described like every other, but no schema takes the body first. */
export function openRaw(
  api: Api,
  needs: Needs,
  config: RouteConfig,
  handler: (context: Context<ApiEnv>) => Promise<Response>,
): Api {
  const { middleware: _, ...described } = route(needs, config) as RouteConfig & { readonly middleware?: unknown };
  api.openAPIRegistry.registerPath(described);
  const path = config.path.replace(/\{(\w+)\}/g, ":$1");
  const method = config.method.toUpperCase();
  // Hono answers HEAD by the routes of GET.
  api.on(method === "HEAD" ? "GET" : method, path, requires(needs), async (context, next) =>
    context.req.raw.method === method ? handler(context) : next(),
  );
  return api;
}

/** The actor of a route that needs one. */
export function actorOf(context: Context<ApiEnv>): Actor {
  const actor = context.get("actor");
  if (actor === undefined) throw new AppError("access.unauthenticated");
  return actor;
}

/** A JSON body in a response's description. */
export function gives<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { "application/json": { schema } } } as const;
}

/** Bytes or lines that are answered as they are made. The framework's types know JSON and text alone: they are told of no content. */
export function streams(mediaType: string, description: string, schema: z.ZodType = z.string()): Described {
  const described = { description, content: { [mediaType]: { schema } } };
  return described;
}

interface Described {
  readonly description: string;
}

/** A JSON body that a route takes. */
export function takes<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { "application/json": { schema } } } as const;
}

export function problemOf(error: AppError, language: Language): z.infer<typeof Problem> {
  return {
    type: `urn:tingheng:problem:${error.code}`,
    status: errorCatalogue[error.code].status,
    code: error.code,
    title: error.say(language),
    ...(Object.keys(error.details).length === 0 ? {} : { details: { ...error.details } }),
  };
}

/** The only place where an error of the API is answered and logged. */
export function answerErrors(services: Services) {
  return (error: Error, context: Context<ApiEnv>): Response => {
    const known = error instanceof AppError ? error : (refused(error) ?? unknownError(error, context, services));
    const problem = problemOf(known, languageOf(context));
    const { seconds } = known.code === "access.too-many" ? known.details : {};
    const headers = {
      "content-type": "application/problem+json",
      ...(seconds === undefined ? {} : { "retry-after": seconds }),
    };
    return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, headers);
  };
}

/** What the framework or the database itself refuses: a body that is no JSON, text that nobody could have written. */
function refused(error: Error): AppError | undefined {
  if (isRefusedText(error))
    return new AppError("request.invalid", {
      where: "request",
      expected: "text without NUL characters",
      found: "\\u0000",
    });
  if (!(error instanceof HTTPException) || error.status >= 500) return undefined;
  return new AppError("request.invalid", { where: "body", expected: "valid JSON", found: error.message });
}

function unknownError(error: Error, context: Context<ApiEnv>, { log }: Services): AppError {
  const reference = context.get("requestId");
  log.error({ err: error, reference }, "request failed");
  return new AppError("internal", { reference });
}

/** Chinese unless English is asked for first. */
export function languageOf(context: Context): Language {
  return /^\s*en\b/i.test(context.req.header("accept-language") ?? "") ? "en" : "zh";
}

type Issue = z.core.$ZodIssue;

function invalidRequest(target: string, error: { readonly issues: readonly unknown[] }, data: unknown): AppError {
  const issue = firstIssue(error.issues as readonly Issue[]);
  const unknown = issue === undefined ? undefined : unknownFieldOf(issue);
  const path = [target, ...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])];
  return new AppError("request.invalid", {
    where: path.map(String).join("."),
    expected: unknown !== undefined ? "no such field" : issue === undefined ? "a valid request" : expectation(issue),
    found: unknown !== undefined ? "such a field" : foundAt(data, issue?.path ?? []),
  });
}

function unknownFieldOf(issue: Issue): string | undefined {
  return issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
}

/** What was sent, unless it is something that nobody should read again. */
function foundAt(data: unknown, path: readonly PropertyKey[]): string {
  const value = valueAt(data, path);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "array" : "object";
  const isSecret = /password|secret|token|code|key/iu.test(String(path.at(-1) ?? ""));
  return isSecret ? "something else" : describe(value);
}

/** A field that nobody knows, else the first that is wrong; of a union what is wrong with the branch that comes nearest. */
function firstIssue(issues: readonly Issue[], above: readonly PropertyKey[] = []): Issue | undefined {
  const issue = issues.find((one) => unknownFieldOf(one) !== undefined) ?? issues[0];
  if (issue === undefined) return undefined;
  const path = [...above, ...issue.path];
  const branches = issue.code === "invalid_union" ? issue.errors : [];
  const nearest = [...branches].sort((a, b) => distance(a) - distance(b))[0];
  return (nearest && firstIssue(nearest, path)) ?? { ...issue, path };
}

/** A branch that only knows a field less comes nearer than one of another shape. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce((sum, { code }) => sum + (code === "unrecognized_keys" ? 1 : 10), 0);
}
