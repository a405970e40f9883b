// Where a page of a list ended, as an opaque text.
import { AppError } from "@tingheng/domain";
import type { z } from "zod";

export function cursorOf(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @throws AppError `request.invalid` for anything that `cursorOf` did not make for this list */
export function placeOf<Place>(cursor: string, shape: z.ZodType<Place>): Place {
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

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
