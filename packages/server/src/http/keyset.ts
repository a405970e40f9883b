// Keyset paging: how much of a list is asked for, where the page before ended as an opaque text, and how a page is described and answered.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import { gives } from "./api.ts";

interface Limits {
  readonly most?: number;
  readonly longestCursor?: number;
}

export function pageQuery({ most = 200, longestCursor = 1_000 }: Limits = {}) {
  return z.object({
    limit: z.coerce.number().int().min(1).max(most).default(50),
    after: z.string().max(longestCursor).optional(),
  });
}

export const PageQuery = pageQuery();

/** Of a list that goes on behind a name or id as it stands. */
export const NamedPageQuery = PageQuery.extend({ after: z.string().optional() });

export function givesPage<Item extends z.ZodType>(item: Item, description: string) {
  return gives(z.object({ items: z.array(item), next: z.string().optional() }), description);
}

type Place = readonly (string | number)[];

interface Page<Shown> {
  readonly items: Shown[];
  readonly next?: string;
}

/** A page as it is shown, and the cursor behind it where there is more. `found` is one longer than the page if so. */
export function pageOf<Item, Shown>(
  found: readonly Item[],
  limit: number,
  place: (item: Item) => Place,
  shown: (item: Item) => Shown,
): Page<Shown> {
  return pageUpTo(found, limit, (item) => cursorOf(place(item)), shown);
}

/** The same for a list that goes on behind a name. */
export function namedPageOf<Item, Shown>(
  found: readonly Item[],
  limit: number,
  name: (item: Item) => string,
  shown: (item: Item) => Shown,
): Page<Shown> {
  return pageUpTo(found, limit, name, shown);
}

function pageUpTo<Item, Shown>(
  found: readonly Item[],
  limit: number,
  next: (item: Item) => string,
  shown: (item: Item) => Shown,
): Page<Shown> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last !== undefined ? { next: next(last) } : {};
  return { items: items.map(shown), ...more };
}

export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @throws AppError `request.invalid` for anything that `cursorOf` did not make for this list */
export function placeOf<Kept>(cursor: string, shape: z.ZodType<Kept>): Kept {
  const place = shape.safeParse(parsed(cursor));
  if (!place.success) {
    throw new AppError("request.invalid", {
      where: "query.after",
      expected: "the `next` of a page",
      found: "another text",
    });
  }
  return place.data;
}

/** Where a list goes on that stands in the order of its ids. */
export function idAfter(cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : placeOf(cursor, z.tuple([z.string()]))[0];
}

/** Where a list goes on that stands in the order of time. */
export function timeAfter(cursor: string | undefined): { readonly at: Date; readonly id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [at, id] = placeOf(cursor, z.tuple([z.iso.datetime(), z.string()]));
  return { at: new Date(at), id };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
