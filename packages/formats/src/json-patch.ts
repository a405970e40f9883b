// The difference of two JSON values as a JSON Patch (RFC 6902: add, remove, replace), and its application.
// Formats with no place for some of a call's fields carry the difference, so that nothing is lost on the way.
import { z } from "zod";

export const JsonPatch = z.array(
  z.discriminatedUnion("op", [
    z.object({ op: z.enum(["add", "replace"]), path: z.string(), value: z.unknown() }),
    z.object({ op: z.literal("remove"), path: z.string() }),
  ]),
);
export type JsonPatch = z.infer<typeof JsonPatch>;

type JsonObject = { [key: string]: unknown };

/** What turns `from` into `to`. Arrays of different length are replaced as a whole. */
export function differenceOf(from: unknown, to: unknown, path = ""): JsonPatch {
  if (Object.is(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length)
    return to.flatMap((value, index) => differenceOf(from[index], value, `${path}/${index}`));
  if (!isObject(from) || !isObject(to)) return [{ op: "replace", path, value: to }];
  const removed = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  return [
    ...removed.map((key) => ({ op: "remove" as const, path: `${path}/${escaped(key)}` })),
    ...Object.entries(to).flatMap(([key, value]) => {
      const at = `${path}/${escaped(key)}`;
      return Object.hasOwn(from, key) ? differenceOf(from[key], value, at) : [{ op: "add" as const, path: at, value }];
    }),
  ];
}

/** Applies a patch to a copy. Returns the first path that does not exist instead, where there is one. */
export function applied(patch: JsonPatch, to: unknown): { value: unknown } | { missing: string } {
  const root = { value: structuredClone(to) };
  for (const step of patch) {
    const keys = step.path.split("/").slice(1).map(unescaped);
    const last = keys.pop();
    const parent = keys.reduce<unknown>((node, key) => childOf(node, key), root.value);
    if (last === undefined) root.value = step.op === "remove" ? undefined : step.value;
    else if (Array.isArray(parent) && step.op === "replace" && Number(last) < parent.length)
      parent[Number(last)] = step.value;
    else if (!isObject(parent) || (step.op !== "add" && !Object.hasOwn(parent, last))) return { missing: step.path };
    else if (step.op === "remove") delete parent[last];
    else setOwn(parent, last, step.value);
  }
  return root;
}

function childOf(node: unknown, key: string): unknown {
  if (Array.isArray(node)) return node[Number(key)];
  return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

/** A key may be called `__proto__`; it is data all the same. */
function setOwn(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");
const unescaped = (key: string): string => key.replaceAll("~1", "/").replaceAll("~0", "~");
const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
