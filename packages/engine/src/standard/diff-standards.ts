// What changed from one version of a standard to another, part by part; lists of phrases by what came and went.

/** One difference. `path` names clauses, items and sections by their ids. */
export interface Difference {
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Compares two values, usually two standards as they were read. */
export function differences(before: unknown, after: unknown, path = ""): Difference[] {
  if (Object.is(before, after)) return [];
  if (before === undefined) return [{ path, kind: "added", after }];
  if (after === undefined) return [{ path, kind: "removed", before }];
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path);
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], path === "" ? key : `${path}.${key}`));
  }
  return [{ path, kind: "changed", before, after }];
}

/** Lists of things with ids are compared by id, lists of texts as sets, others place by place. */
function ofLists(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  if ([...before, ...after].every((one) => idOf(one) !== undefined)) {
    const byId = (list: readonly unknown[]) => new Map(list.map((one) => [idOf(one) ?? "", one]));
    const [old, fresh] = [byId(before), byId(after)];
    return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((id) =>
      differences(old.get(id), fresh.get(id), `${path}[${id}]`),
    );
  }
  if ([...before, ...after].every((one) => typeof one === "string")) {
    const gone = before
      .filter((one) => !after.includes(one))
      .map((one): Difference => ({ path, kind: "removed", before: one }));
    const come = after
      .filter((one) => !before.includes(one))
      .map((one): Difference => ({ path, kind: "added", after: one }));
    return [...gone, ...come];
  }
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => differences(before[index], after[index], `${path}[${index}]`)).flat();
}

function idOf(value: unknown): string | undefined {
  return isRecord(value) && typeof value.id === "string" ? value.id : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
