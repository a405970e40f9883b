// The language model in the service's settings: flat names as in the file and the environment, and what they make together.
import { AppError, malformed, problemsOf } from "@tingheng/domain";
import { z } from "zod";
import { ModelSettings } from "./settings.ts";

const number = z.coerce.number().nonnegative().optional();
const truth = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);

/** To be spread into the settings of the service. */
export const languageModelConfig = {
  /** The switch: nothing is sent anywhere where it is not set to true. */
  language_model: truth.default(false),
  /** Up to and with /v1. */
  language_model_url: z.string().optional(),
  language_model_name: z.string().optional(),
  language_model_key: z.string().optional(),
  language_model_confirm: z.string().optional(),
  language_model_questions_at_once: number,
  language_model_window_characters: number,
  language_model_call_characters: number,
  language_model_answer_tokens: number,
  language_model_timeout_ms: number,
  language_model_requests_per_day: number,
  language_model_tokens_per_day: number,
  language_model_cost_per_day: number,
  language_model_requests_per_call: number,
  language_model_tokens_per_call: number,
  /** For a million tokens. */
  language_model_input_price: number,
  language_model_output_price: number,
} as const;

const Flat = z.object(languageModelConfig);
export type LanguageModelConfig = z.output<typeof Flat>;

/**
 * The settings of the model; undefined where it is not switched on.
 * @throws AppError `input.malformed` where it is switched on and something is missing or out of range
 */
export function modelSettingsFrom(config: LanguageModelConfig): ModelSettings | undefined {
  if (!config.language_model) return undefined;
  const { language_model_url: baseUrl, language_model_name: model } = config;
  if (baseUrl === undefined) throw missing("language_model_url", "an address such as http://127.0.0.1:8000/v1");
  if (model === undefined) throw missing("language_model_name", "the name by which the server knows the model");
  const apiKey = config.language_model_key?.trim();
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey))
    throw new AppError("input.malformed", {
      where: "language_model_key",
      expected: "letters, digits and marks without blanks",
      found: "other characters",
    });
  const input = withoutUndefined({
    enabled: true,
    baseUrl,
    model,
    apiKey,
    confirm: config.language_model_confirm,
    questionsAtOnce: config.language_model_questions_at_once,
    windowCharacters: config.language_model_window_characters,
    callCharacters: config.language_model_call_characters,
    answerTokens: config.language_model_answer_tokens,
    timeoutMs: config.language_model_timeout_ms,
    perDay: withoutUndefined({
      requests: config.language_model_requests_per_day,
      tokens: config.language_model_tokens_per_day,
      cost: config.language_model_cost_per_day,
    }),
    perCall: withoutUndefined({
      requests: config.language_model_requests_per_call ?? 60,
      tokens: config.language_model_tokens_per_call,
    }),
    pricePerMillion: {
      input: config.language_model_input_price ?? 0,
      output: config.language_model_output_price ?? 0,
    },
  });
  const settings = ModelSettings.safeParse(input);
  if (!settings.success) throw malformed("input.malformed", "language_model", problemsOf(settings.error, input));
  return settings.data;
}

const missing = (where: string, expected: string) =>
  new AppError("input.malformed", { where, expected, found: "nothing" });

const withoutUndefined = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
