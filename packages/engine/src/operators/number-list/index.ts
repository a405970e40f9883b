// Number list 号码名单: a number of the call, or its carrier, is in a list or begins like one.
import { type CallRecord, measureOfField } from "@tingheng/domain";
import { z } from "zod";
import { absent, detection, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { foldCharacters } from "../../text/characters.ts";

const fields = ["callerNumber", "calledNumber", "customer.number", "trunk.carrier", "trunk.id"] as const;
const entries = z.preprocess(
  (value) => (Array.isArray(value) || value === undefined ? value : [value]),
  z
    .array(z.union([z.string(), z.int().nonnegative()]).transform(String))
    .min(1)
    .optional(),
);

const Params = z
  .strictObject({
    field: z.enum(fields).describe("which number, or the carrier or id of the trunk"),
    in: entries.describe('the whole number is one of these ("@name" is a list of the standard)'),
    prefixes: entries.describe("the number begins with one of these"),
    not: z.boolean().default(false).describe("true: found when it is in none of them"),
  })
  .refine((value) => value.in !== undefined || value.prefixes !== undefined, { error: "in or prefixes, or both" });
type Params = z.output<typeof Params>;

export const numberList = defineOperator({
  id: "number-list",
  title: { zh: "号码名单", en: "Number list" },
  summary: {
    zh: "主叫、被叫、客户号码或中继运营商在名单里,或以给定号段开头。",
    en: "The caller's, called or customer's number, or the carrier, is in a list or begins with a prefix.",
  },
  params: Params,
  by: "any",
  compile: compileNumberList,
});

type Read = (call: CallRecord) => string | undefined;

const readers: Readonly<Record<(typeof fields)[number], Read>> = {
  callerNumber: (call) => call.callerNumber,
  calledNumber: (call) => call.calledNumber,
  "customer.number": (call) => call.customer?.number,
  "trunk.carrier": (call) => call.trunk?.carrier,
  "trunk.id": (call) => call.trunk?.id,
};

function compileNumberList(params: Params, context: OperatorContext): Detector {
  const isNumber = params.field.endsWith("Number") || params.field.endsWith("number");
  const plain = isNumber ? plainNumber : (text: string) => foldCharacters(text.trim());
  const whole = context.resolve(params.in ?? []).map(plain);
  const prefixes = context.resolve(params.prefixes ?? []).map(plain);
  const threshold = [...whole, ...prefixes.map((prefix) => `${prefix}…`)].join(", ");
  return ({ call }) => {
    const raw = readers[params.field](call);
    const value = raw === undefined ? "" : plain(raw);
    if (raw === undefined || value === "") return missingFields(params.field);
    const answers = [...whole.map((one) => equal(value, one)), ...prefixes.map((one) => begins(value, one))];
    if (!answers.includes("yes") && answers.includes("unknown")) return missingFields(params.field);
    return answers.includes("yes") === params.not
      ? absent
      : detection([{ measure: measureOfField(params.field), value: raw, threshold }]);
  };
}

/** Digits and masking stars, without marks and the country's 86. */
function plainNumber(text: string): string {
  const digits = foldCharacters(text).replace(/[^\d*+#]/g, "");
  return digits.replace(/^(?:\+|00)?86(?=[\d*]{10,})/, "").replace(/^\+/, "00");
}

/** A masked number (138****0000) is compared where its digits are known. */
function equal(value: string, wanted: string): "yes" | "no" | "unknown" {
  return value.length === wanted.length ? begins(value, wanted) : "no";
}

function begins(value: string, prefix: string): "yes" | "no" | "unknown" {
  if (prefix.length === 0 || value.length < prefix.length) return "no";
  let masked = false;
  for (let i = 0; i < prefix.length; i++) {
    if (value[i] === "*") masked = true;
    else if (value[i] !== prefix[i]) return "no";
  }
  return masked ? "unknown" : "yes";
}
