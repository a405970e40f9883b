// The JSON Schemas that outsiders validate against. They come from the same definitions as the types.
import { z } from "zod";
import { CallRecord } from "./call-record.ts";
import { Judgement } from "./judgement.ts";

export type JsonSchema = { readonly [key: string]: unknown };

/** How a part that is used several times is written: once, with references, or each time whole, for who embeds the schema. */
type Reused = "ref" | "inline";

/** JSON Schema (draft 2020-12) of the call record, version 1. Unknown fields are allowed: they are kept. */
export const callRecordJsonSchema = (reused: Reused = "ref"): JsonSchema =>
  published(CallRecord, "call-record", "Call record 通话记录", reused);

/** JSON Schema (draft 2020-12) of the judgement, version 1. */
export const judgementJsonSchema = (): JsonSchema => published(Judgement, "judgement", "Judgement 评判", "ref");

function published(schema: z.ZodType, name: string, title: string, reused: Reused): JsonSchema {
  const { $schema, ...body } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input", reused });
  return { $schema, $id: `urn:tingheng:${name}:1`, title, ...body };
}
