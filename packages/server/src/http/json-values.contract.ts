// Values of a JSON Schema as the API describes its bodies with, and the objects in them that know all their fields.
import fc from "fast-check";

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export type Schemas = Readonly<Record<string, JsonSchema>>;
export type Path = readonly (string | number)[];

/** A value, and where in it objects stand that know all their fields. */
export interface Described {
  readonly value: unknown;
  readonly closed: readonly Path[];
}

function resolved(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const { $ref } = schema;
  return $ref === undefined ? schema : resolved(schemas[$ref.split("/").at(-1) ?? ""] ?? {}, schemas);
}

const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "date-time": fc.constant("2026-03-02T09:14:05Z"),
  date: fc.constant("2026-03-02"),
  uri: fc.constant("https://crm.example.com/hook"),
};

/** Every field that may be left out is there or is not. */
export function valuesOf(given: JsonSchema, schemas: Schemas): fc.Arbitrary<Described> {
  const schema = resolved(given, schemas);
  const plain = (values: fc.Arbitrary<unknown>) => values.map((value): Described => ({ value, closed: [] }));
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => valuesOf(branch, schemas)));
  if (schema.const !== undefined) return plain(fc.constant(schema.const));
  if (schema.enum !== undefined) return plain(fc.constantFrom(...schema.enum));
  const type = [schema.type].flat()[0];
  if (type === "object") return objectsOf(schema, schemas);
  if (type === "array") {
    const { minItems = 0, maxItems = 3 } = schema;
    const some = fc.array(valuesOf(schema.items ?? {}, schemas), {
      minLength: minItems,
      maxLength: Math.max(minItems, Math.min(3, maxItems)),
    });
    return some.map((items) => ({
      value: items.map(({ value }) => value),
      closed: items.flatMap(({ closed }, index) => closed.map((path) => [index, ...path])),
    }));
  }
  if (type === "boolean") return plain(fc.boolean());
  if (type === "integer" || type === "number") {
    const min = Math.max(schema.minimum ?? 0, (schema.exclusiveMinimum ?? -1) + 1);
    return plain(fc.integer({ min, max: Math.max(min, Math.min(schema.maximum ?? 100, 2 ** 30)) }));
  }
  if (type === "string") {
    const { format = "", pattern, minLength = 0, maxLength = 20 } = schema;
    const known = texts[format] ?? (pattern === undefined ? undefined : fc.stringMatching(new RegExp(pattern)));
    const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 20)) };
    return plain(known ?? fc.string({ ...length, unit: fc.constantFrom("a", "Z", "7", "中") }));
  }
  return plain(fc.constant("x"));
}

function objectsOf(schema: JsonSchema, schemas: Schemas): fc.Arbitrary<Described> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, valuesOf(field, schemas)]),
  );
  const own = additionalProperties === false ? [[]] : [];
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) }).map((given) => {
    const entries = Object.entries(given as Readonly<Record<string, Described>>);
    return {
      value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
      closed: [...own, ...entries.flatMap(([name, { closed }]) => closed.map((path): Path => [name, ...path]))],
    };
  });
}

/** Objects of a schema that take fields which they do not name, by their path. */
export function openObjects(given: JsonSchema, schemas: Schemas, at = "$"): string[] {
  const schema = resolved(given, schemas);
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const { properties, items, additionalProperties } = schema;
  // A record takes any name; what its fields hold is described.
  const isOpen = properties !== undefined && additionalProperties !== false;
  return [
    ...(isOpen ? [at] : []),
    ...branches.flatMap((branch) => openObjects(branch, schemas, at)),
    ...Object.entries(properties ?? {}).flatMap(([name, field]) => openObjects(field, schemas, `${at}.${name}`)),
    ...(items === undefined ? [] : openObjects(items, schemas, `${at}[]`)),
    ...(typeof additionalProperties === "object" ? openObjects(additionalProperties, schemas, `${at}.*`) : []),
  ];
}
