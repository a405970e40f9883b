// Small questions that `detect` asks of a JSON value.

export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object with all these fields, whatever is in them. */
export const hasFields = (value: unknown, ...fields: readonly string[]): value is JsonObject =>
  isObject(value) && fields.every((field) => Object.hasOwn(value, field));

/** The first element of an array in that field; undefined where there is none. */
export function firstOf(value: unknown, field: string): unknown {
  const list = isObject(value) ? value[field] : undefined;
  return Array.isArray(list) ? list[0] : undefined;
}
