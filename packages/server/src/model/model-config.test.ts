import { expect, it } from "vitest";
import { z } from "zod";
import { languageModelConfig, modelSettingsFrom } from "./model-config.ts";

const read = (settings: Readonly<Record<string, unknown>>) =>
  modelSettingsFrom(z.strictObject(languageModelConfig).parse(settings));
const on = { language_model: "true", language_model_url: "http://127.0.0.1:8000/v1", language_model_name: "qwen" };

it("is off unless it is switched on", () => {
  expect(read({})).toBeUndefined();
  expect(read({ ...on, language_model: "false" })).toBeUndefined();
});

it("takes what the environment says, and confirms verdicts unless told otherwise", () => {
  expect(
    read({
      ...on,
      language_model_tokens_per_day: "200000",
      language_model_input_price: "0.8",
      language_model_timeout_ms: "9000",
    }),
  ).toMatchObject({
    enabled: true,
    baseUrl: on.language_model_url,
    model: "qwen",
    confirm: "both",
    timeoutMs: 9000,
    perDay: { tokens: 200_000 },
    perCall: { requests: 60 },
    pricePerMillion: { input: 0.8, output: 0 },
  });
});

it.each([
  [{ language_model: true }, "language_model_url"],
  [{ ...on, language_model_name: undefined }, "language_model_name"],
  [{ ...on, language_model_url: "file:///etc/passwd" }, "baseUrl"],
  [{ ...on, language_model_confirm: "maybe" }, "confirm"],
  [{ ...on, language_model_key: "sk 1" }, "language_model_key: expected letters"],
])("says what is wrong: %j", (settings, named) => {
  expect(() => read(settings)).toThrow(named);
});
