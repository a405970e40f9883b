// Keyset paging: how much of a list is asked for, and where the page ended.
import { z } from "@hono/zod-openapi";
import { cursorOf, placeOf } from "./cursor.ts";

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(1_000).optional(),
});

/** @throws AppError `request.invalid` where it is no cursor of `length` parts */
export function keyOf(cursor: string | undefined, length: number): readonly string[] | undefined {
  return cursor === undefined ? undefined : placeOf(cursor, z.array(z.string()).length(length));
}

/** A page and the cursor behind it, where there is more. `found` is one longer than the page if so. */
export function pageOf<Item>(
  found: readonly Item[],
  limit: number,
  key: (item: Item) => readonly string[],
): { readonly items: Item[]; readonly next?: string } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: cursorOf(key(last)) } : { items };
}
