// What a language model is told: fixed instructions from prompt.json, and beside them the questions and the conversation as JSON.
// Nothing of a call ever stands in the instructions.
import { createHash } from "node:crypto";
import type { Language } from "@tingheng/domain";
import { replySchema } from "./model-reply.ts";
import templates from "./prompt.json" with { type: "json" };
import type { Line } from "./windows.ts";

export type Pass = "first" | "second";

export interface Message {
  readonly role: "system" | "user";
  readonly content: string;
}

/** Changes with every word of the instructions and every field of the reply. */
export const promptHash = createHash("sha256")
  .update(JSON.stringify([templates, replySchema]))
  .digest("hex")
  .slice(0, 16);

export function messagesFor(
  pass: Pass,
  language: Language,
  questions: readonly { readonly id: string; readonly question: string }[],
  turns: readonly Line[],
): readonly Message[] {
  return [
    { role: "system", content: templates[language][pass].join("\n") },
    { role: "user", content: inertJson({ questions, turns }) },
  ];
}

/**
 * JSON in which the texts hold no character that a server's chat template could take for a control token (`<|im_start|>`,
 * `[INST]`): local servers read those even inside a message.
 */
function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/gu, (text) =>
    text.replace(/[<>[\]{}|]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  );
}
