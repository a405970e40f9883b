// Leaves out what is not known: a field without a value is no field.

export type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its undefined fields. */
export function known<T extends object>(fields: T): Known<T> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) result[key] = value;
  return result as Known<T>;
}

/** As `known`; nothing at all when nothing is known. */
export function knownOrNothing<T extends object>(fields: T): Known<T> | undefined {
  const result = known(fields);
  return Object.keys(result).length > 0 ? result : undefined;
}
