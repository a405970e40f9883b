// Keyset paging: where a page ended, as an opaque cursor.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(1_000).optional(),
});

const Key = z.array(z.string());

export function cursorOf(...key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key), "utf8").toString("base64url");
}

/** @throws AppError `request.invalid` where it is no cursor of `length` parts */
export function keyOf(cursor: string | undefined, length: number): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key = Key.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (key.length === length) return key;
  } catch {
    // Answered below: whoever made it, it was not this list.
  }
  throw new AppError("request.invalid", { where: "query.after", expected: "a cursor of this list", found: cursor });
}

/** A page and the cursor behind it, where there is more. `found` is one longer than the page if so. */
export function pageOf<Item>(
  found: readonly Item[],
  limit: number,
  key: (item: Item) => readonly string[],
): { readonly items: Item[]; readonly next?: string } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: cursorOf(...key(last)) } : { items };
}
