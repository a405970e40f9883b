// Conversations as `{ id, turns: [{ role, text }] }`, the shape in which research corpora of dialogues are passed on.
import { z } from "zod";
import { jsonFormat } from "../../json-format.ts";
import { firstOf, hasFields } from "../../json-shape.ts";
import { knownOrNothing } from "../../known-fields.ts";
import { speakerFields } from "../../roles.ts";

const Dialogue = z.looseObject({
  id: z.union([z.string(), z.int()]).optional(),
  turns: z.array(z.looseObject({ role: z.string(), text: z.string() })),
});

export const dialogueJson = jsonFormat({
  id: "dialogue-json",
  title: { zh: "对话 JSON", en: "Dialogue JSON" },
  extensions: [".jsonl", ".json"],
  schema: Dialogue,
  detectValue: (value) =>
    hasFields(firstOf(value, "turns"), "role", "text") && !hasFields(value, "version") ? 0.9 : 0,
  toCall: ({ id, turns, ...rest }) => ({
    id: id === undefined ? undefined : String(id),
    turns: turns.map(({ role, text, ...extra }) => ({
      ...speakerFields(role),
      text,
      ...(knownOrNothing(extra) ? { extra } : {}),
    })),
    extra: knownOrNothing(rest),
  }),
});
