// A text of JSON → its documents: one, an array of them, one a line, or one straight after the other as delivery streams write.
import { AppError } from "@tingheng/domain";
import { findJsonProblem } from "@tingheng/formats";

type JsonDocument = { readonly value: unknown; readonly where: string };
export type JsonDocuments = { readonly documents: readonly JsonDocument[]; readonly problems: readonly AppError[] };

/** @returns AppError where nothing of the text is JSON */
export function jsonDocumentsOf(text: string, name: string): JsonDocuments | AppError {
  const clean = text.replace(/^\uFEFF/, "");
  const whole = tryParse(clean);
  if (whole.ok)
    return {
      documents: Array.isArray(whole.value)
        ? whole.value.map((value, index) => ({ value, where: `${name} $[${index}]` }))
        : [{ value: whole.value, where: name }],
      problems: [],
    };
  const documents: JsonDocument[] = [];
  const problems: AppError[] = [];
  for (const { piece, line } of piecesOf(clean)) {
    const one = tryParse(piece);
    if (one.ok) documents.push({ value: one.value, where: `${name}:${line}` });
    else problems.push(notJson(piece, name, line));
  }
  return documents.length > 0 ? { documents, problems } : (problems[0] ?? notJson(clean, name, 1));
}

type Attempt = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

function tryParse(text: string): Attempt {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

/** Objects by their brackets, with whatever stands between them as pieces of their own. */
function* piecesOf(text: string): Iterable<{ piece: string; line: number }> {
  let depth = 0;
  let inString = false;
  let start = 0;
  let line = 1;
  let startLine = 1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "\n") line += 1;
    if (inString) {
      if (char === "\\") at += 1;
      else if (char === '"' || char === "\n") inString = false;
    } else if (char === '"') inString = depth > 0;
    else if (char === "{") {
      if (depth === 0 && text.slice(start, at).trim() !== "")
        yield { piece: text.slice(start, at).trim(), line: startLine };
      if (depth === 0) [start, startLine] = [at, line];
      depth += 1;
    } else if (char === "}" && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      yield { piece: text.slice(start, at + 1), line: startLine };
      [start, startLine] = [at + 1, line];
    }
  }
  if (text.slice(start).trim() !== "") yield { piece: text.slice(start).trim(), line: startLine };
}

function notJson(text: string, name: string, line: number): AppError {
  const problem = findJsonProblem(text);
  const { expected, found } = problem ?? { expected: "a JSON object", found: JSON.stringify(text.slice(0, 40)) };
  const where = problem ? `${name}:${line + problem.line - 1}:${problem.column}` : `${name}:${line}`;
  return new AppError("input.malformed", { where, expected, found });
}
