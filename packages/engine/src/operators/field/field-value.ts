// The value of a field by its path; through a list it is the values of all its entries.

/** Undefined where the field is missing or null, or where no entry of a list has it. */
export function fieldValue(at: unknown, path: readonly string[]): unknown {
  if (at === undefined || at === null) return undefined;
  const [name, ...rest] = path;
  if (name === undefined) return at;
  if (Array.isArray(at)) return inList(at, path);
  if (typeof at !== "object") return undefined;
  const whole = path.join(".");
  if (rest.length > 0 && Object.hasOwn(at, whole)) return fieldValue((at as Record<string, unknown>)[whole], []);
  return Object.hasOwn(at, name) ? fieldValue((at as Record<string, unknown>)[name], rest) : undefined;
}

function inList(list: readonly unknown[], path: readonly string[]): unknown {
  const [name = "", ...rest] = path;
  if (name === "length" && rest.length === 0) return list.length;
  if (/^\d+$/.test(name)) return fieldValue(list[Number(name)], rest);
  const values = list.flatMap((one) => fieldValue(one, path) ?? []);
  return values.length > 0 ? values : undefined;
}
