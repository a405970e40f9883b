// No body of the API takes a field that it does not know, wherever it stands: a misspelt one would be lost in silence. Call records
// are the exception: what they hold besides is kept, as their own description says.
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mayAll, type TestServices, testServices } from "../services.contract.ts";
import { createApp } from "./app.ts";
import { type JsonSchema, openObjects, type Path, type Schemas, valuesOf } from "./json-values.contract.ts";

interface Body {
  readonly method: string;
  readonly path: string;
  readonly schema: JsonSchema;
}

let test: TestServices;
let app: ReturnType<typeof createApp>;
let schemas: Schemas;
let bodies: readonly Body[];
beforeAll(async () => {
  test = await testServices({ standards: ["english-basics"] });
  app = createApp(test.services, async () => mayAll);
  const document = (await (await app.request("/api/v1/openapi.json")).json()) as {
    readonly components: { readonly schemas: Schemas };
    readonly paths: Record<
      string,
      Record<string, { requestBody?: { content?: Record<string, { schema: JsonSchema }> } }>
    >;
  };
  schemas = document.components.schemas;
  bodies = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content?.["application/json"]?.schema;
      return schema === undefined ? [] : [{ method: method.toUpperCase(), path, schema }];
    }),
  );
});
afterAll(() => test.close());

const isRecord = ({ schema }: Body) => schema.$ref?.endsWith("/CallRecord") === true;

it("describes every object of every body as one that takes no other fields", () => {
  expect(bodies.length).toBeGreaterThan(25);
  expect(bodies.filter(isRecord).map(({ path }) => path)).toEqual(["/api/v1/calls"]);
  const open = bodies
    .filter((body) => !isRecord(body))
    .flatMap(({ method, path, schema }) => openObjects(schema, schemas).map((at) => `${method} ${path} ${at}`));
  expect(open).toEqual([]);
});

it("refuses a field that it does not know, and names its path", async () => {
  for (const { method, path, schema } of bodies.filter((body) => !isRecord(body))) {
    const bodyAndPlace = valuesOf(schema, schemas).chain(({ value, closed }) =>
      fc.record({
        value: fc.constant(value),
        at: fc.constantFrom(...closed),
        name: fc.stringMatching(/^zz[a-zA-Z_]{0,8}$/),
      }),
    );
    await fc.assert(
      fc.asyncProperty(bodyAndPlace, async ({ value, at, name }) => {
        const response = await app.request(path.replace(/\{\w+\}/g, "missing"), {
          method,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(withField(value, at, name)),
        });
        expect([path, await response.json()]).toMatchObject([
          path,
          { status: 400, code: "request.invalid", details: { where: ["json", ...at, name].join(".") } },
        ]);
      }),
      { numRuns: 15 },
    );
  }
});

function withField(value: unknown, [step, ...rest]: Path, name: string): unknown {
  if (step === undefined) return { ...(value as object), [name]: 1 };
  if (Array.isArray(value)) return value.map((one, index) => (index === step ? withField(one, rest, name) : one));
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [step]: withField(fields[step], rest, name) };
}
