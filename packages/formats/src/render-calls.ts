// Calls → an outside format, as pieces of text to be written one after the other.
import { AppError } from "@tingheng/domain";
import type { JudgedCall, RenderOptions } from "./format.ts";
import { findFormat, formats } from "./formats.ts";

/** @throws AppError `usage` for a format that is unknown or can only be read */
export function renderCalls(
  calls: AsyncIterable<JudgedCall> | Iterable<JudgedCall>,
  format: string,
  options: RenderOptions = {},
): AsyncIterable<string> {
  const render = findFormat(format)?.render;
  if (!render)
    throw new AppError("usage", { problem: `${format} can't be written; these can: ${writable.join(", ")}` });
  return render(inTurn(calls), options);
}

const writable: readonly string[] = formats.filter((format) => format.render).map((format) => format.id);

async function* inTurn<T>(items: AsyncIterable<T> | Iterable<T>): AsyncIterable<T> {
  yield* items;
}
