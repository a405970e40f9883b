// A body of JSON before any schema sees it: bytes that are no UTF-8 or no JSON are refused with the place, never read as something else.
import { AppError, refuseDepth } from "@tingheng/domain";
import { findJsonProblem } from "@tingheng/formats";
import type { MiddlewareHandler } from "hono";

const jsonType = /^application\/([a-z-.]+\+)?json(;\s*[a-zA-Z0-9-]+=([^;]+))*$/;

/** @throws AppError `request.invalid` */
export const jsonBody: MiddlewareHandler = async (context, next) => {
  const type = context.req.header("content-type") ?? "";
  if (!jsonType.test(type)) throw invalid("content-type", "application/json", type === "" ? "nothing" : type);
  const text = utf8Of(new Uint8Array(await context.req.arrayBuffer()));
  refuseDepth(jsonOf(text), "body");
  await next();
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { line, column, expected, found } = findJsonProblem(text) ?? nowhere;
    throw invalid(`body:${line}:${column}`, expected, found);
  }
}

const nowhere = { line: 1, column: 1, expected: "JSON", found: "something else" };

/** @throws AppError `request.invalid` where the bytes are of another encoding */
export function utf8Of(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid("body", "text in UTF-8", "bytes that are none");
  }
}

function invalid(where: string, expected: string, found: string): AppError {
  return new AppError("request.invalid", { where, expected, found });
}
