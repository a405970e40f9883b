// The log of the running service, one JSON object a line. What errors say may quote what somebody sent, so their code and where
// they arose are kept, and quoted or numeric parts of their sentence are not.
import { AppError } from "@tingheng/domain";
import { type DestinationStream, type Logger, pino } from "pino";

export function serviceLog(level: string, part: string, destination?: DestinationStream): Logger {
  const options = { level, base: { part }, serializers: { err: errorForLog } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function errorForLog(error: unknown): unknown {
  if (error instanceof AppError) return { type: error.name, code: error.code, at: framesOf(error) };
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return { type: error.name, code, table, constraint, message: withoutValues(error.message), at: framesOf(error) };
}

/** What stands in quotation marks or brackets, every word that is not ASCII, and every long number may be somebody's. */
function withoutValues(message: string): string {
  return message
    .slice(0, 2_000)
    .replace(/"[^"]*("|$)|'[^']*('|$)|`[^`]*(`|$)|“[^”]*(”|$)|「[^」]*(」|$)/gu, "…")
    .replace(/[^\p{ASCII}…]+/gu, "…")
    .replace(/[\d-]{5,}/gu, "…")
    .slice(0, 300);
}

function framesOf({ stack = "" }: Error): string[] {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}
