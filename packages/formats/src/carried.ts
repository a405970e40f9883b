// What an outside format has no place for travels with it as a JSON Patch under the name `tingheng`:
// the difference between what the format's own fields say of a call and what the call is.
import { AppError, type CallRecord } from "@tingheng/domain";
import { z } from "zod";
import { applied, differenceOf, JsonPatch } from "./json-patch.ts";

export const Carried = z.object({ version: z.literal(1), patch: JsonPatch });
export type Carried = z.infer<typeof Carried>;

/** @param said the call as the format's own fields say it */
export function carriedBy<T>(said: T, meant: T): Carried | undefined {
  const patch = differenceOf(asJson(said), asJson(meant));
  return patch.length > 0 ? { version: 1, patch } : undefined;
}

/** @throws AppError `input.malformed` where the patch does not fit what the document says */
export function withCarried<T = CallRecord>(said: T, carried: unknown, where: string): T {
  if (carried === undefined) return said;
  const { success, data } = Carried.safeParse(carried);
  if (!success)
    throw new AppError("input.malformed", {
      where,
      expected: "tingheng: a JSON Patch, version 1",
      found: "something else",
    });
  const result = applied(data.patch, asJson(said));
  if ("missing" in result)
    throw new AppError("input.malformed", {
      where,
      expected: `tingheng.patch: a field at ${result.missing}`,
      found: "nothing",
    });
  return result.value as T;
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
