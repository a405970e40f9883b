// An error as data, for whoever looks at what it happened to.
import { AppError } from "@tingheng/domain";

export function reasonOf(error: Error): { code: string; details: Readonly<Record<string, string>> } {
  return error instanceof AppError
    ? { code: error.code, details: error.details }
    : { code: "internal", details: { problem: error.message } };
}
