// Any input → calls: the format is detected or named, each call is read on its own, given roles are put in.
import { AppError } from "@tingheng/domain";
import type { Format, Input, Parsed, ReadOptions, Sample } from "./format.ts";
import { findFormat, formats } from "./formats.ts";
import { withRoles } from "./roles.ts";
import { openSource } from "./source.ts";

const sureEnough = 0.5;

/** The format that is surest of the sample, or undefined where none is sure enough. */
export function detectFormat(sample: Sample): Format | undefined {
  const bids = formats.map((format) => ({ format, confidence: format.detect(sample) }));
  const best = bids.reduce((one, other) => (other.confidence > one.confidence ? other : one));
  return best.confidence >= sureEnough ? best.format : undefined;
}

/**
 * Reads the calls of an input one by one. What can't be read comes out as an item with its error;
 * only a failure of the byte stream itself is thrown.
 * @param options.format the id of a format; detected where it is left out
 */
export async function* readCalls(
  input: Input,
  options: ReadOptions & { readonly format?: string } = {},
): AsyncIterable<Parsed> {
  try {
    const source = await openSource(input);
    if (isEmpty(source.sample)) throw nothingThere(input.name);
    const format = options.format === undefined ? chosenFor(source.sample) : findFormat(options.format);
    if (!format) throw source.jsonError ?? unknownFormat(input.name);
    for await (const item of format.read(source, options))
      yield item.ok ? { ...item, call: withRoles(item.call, options.roles) } : item;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield { ok: false, error, where: input.name };
  }
}

/** Lines of which none can be parsed are still read, for their errors. */
function chosenFor(sample: Sample): Format | undefined {
  return sample.kind === "json" && sample.values.length === 0 ? findFormat("call-record") : detectFormat(sample);
}

const isEmpty = (sample: Sample): boolean => sample.kind === "text" && sample.text.trim() === "";

const nothingThere = (where: string): AppError =>
  new AppError("input.malformed", { where, expected: "calls", found: "an empty file" });

const unknownFormat = (path: string): AppError =>
  new AppError("input.format-unknown", { path, known: formats.map((format) => format.id).join(", ") });
