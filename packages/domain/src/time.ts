// Time inside a call: whole milliseconds from the start of the recording.
import { z } from "zod";
import { openObject } from "./open-object.ts";

/** Nearly 25 days, what 32 bits hold: nothing inside a call is later. */
const latestMs = 2_147_483_647;
export const Milliseconds = z.int().nonnegative().max(latestMs);
export const ratio = z.number().min(0).max(1);

/** A stretch of the call with `startMs` ≤ `endMs`, and whatever else `shape` says of it. */
export const span = <S extends z.core.$ZodLooseShape>(shape: S) =>
  openObject({ startMs: Milliseconds, endMs: Milliseconds, ...shape }).refine(
    (value) =>
      (value as { startMs: number; endMs: number }).startMs <= (value as { startMs: number; endMs: number }).endMs,
    {
      error: "an end that is not before startMs",
      path: ["endMs"],
    },
  );
