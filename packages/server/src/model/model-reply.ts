// The one form of reply that counts: a JSON object with a verdict and quotations for the questions that were put, and nothing else.
// JSON inside prose is refused: it may be something that the model read in the call.
import { z } from "zod";

const Reply = z.strictObject({
  answers: z.array(
    z.strictObject({
      id: z.string(),
      quotes: z.array(z.strictObject({ turn: z.number(), text: z.string() })),
      verdict: z.enum(["yes", "no", "unsure"]),
    }),
  ),
});
export type Claim = z.infer<typeof Reply>["answers"][number];

const { $schema: _, ...schema } = z.toJSONSchema(Reply);
/** JSON Schema of the reply, in the part of the language that strict modes understand. */
export const replySchema: Readonly<Record<string, unknown>> = schema;

/** What models wrap a reply in though they were told not to. */
const thoughts = /^\s*<think>[\s\S]*?<\/think>/u;
const fence = /^```(?:json)?\s*\n([\s\S]*?)\n\s*```$/u;

/** The claims by question; undefined where the text is anything but such a reply to these questions. */
export function parseReply(text: string, ids: readonly string[]): ReadonlyMap<string, Claim> | undefined {
  const bare = text.replace(thoughts, "").trim();
  const reply = Reply.safeParse(parsed(fence.exec(bare)?.[1] ?? bare));
  if (!reply.success) return undefined;
  const claims = new Map(reply.data.answers.map((claim) => [claim.id, claim]));
  const isClean = claims.size === reply.data.answers.length && [...claims.keys()].every((id) => ids.includes(id));
  return isClean ? claims : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
