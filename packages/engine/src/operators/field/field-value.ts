// The value of a field by its path; through a list it is the values of all its entries.

/** Undefined where the field is missing or null, or where no entry of a list has it. `from`: how much of the path is behind. */
export function fieldValue(at: unknown, path: readonly string[], from = 0): unknown {
  if (at === undefined || at === null) return undefined;
  const name = path[from];
  if (name === undefined) return at;
  if (Array.isArray(at)) return inList(at, path, from);
  if (typeof at !== "object") return undefined;
  const fields = at as Record<string, unknown>;
  if (from + 1 < path.length) {
    const whole = path.slice(from).join(".");
    if (Object.hasOwn(fields, whole)) return fields[whole] ?? undefined;
  }
  return Object.hasOwn(fields, name) ? fieldValue(fields[name], path, from + 1) : undefined;
}

function inList(list: readonly unknown[], path: readonly string[], from: number): unknown {
  const name = path[from] ?? "";
  if (name === "length" && from + 1 === path.length) return list.length;
  if (/^\d+$/.test(name)) return fieldValue(list[Number(name)], path, from + 1);
  const values: unknown[] = [];
  for (const one of list) {
    const value = fieldValue(one, path, from);
    if (Array.isArray(value)) values.push(...value);
    else if (value !== undefined) values.push(value);
  }
  return values.length > 0 ? values : undefined;
}
