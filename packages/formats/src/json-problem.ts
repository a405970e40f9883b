// Where a text stops being JSON: line and column, what could stand there and what does.

export type JsonProblem = {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
  /** What there is could go on as JSON on the next line. */
  readonly unfinished: boolean;
};

/** The first place at which `text` is no JSON (RFC 8259), or undefined for good JSON. Lines and columns count from 1. */
export function findJsonProblem(text: string): JsonProblem | undefined {
  const stuck = scan(text);
  if (!stuck) return undefined;
  const before = text.slice(0, stuck.at).split("\n");
  const rest = text.slice(stuck.at);
  const found = rest === "" ? "the end of the text" : JSON.stringify(/^[\w.+-]{1,20}|^[\s\S]/u.exec(rest)?.[0] ?? "");
  const unfinished = rest === "" && stuck.expected !== closingQuote;
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected: stuck.expected, found, unfinished };
}

type Stuck = { readonly at: number; readonly expected: string };
type Expecting = "value" | "value or ]" | "key or }" | "key" | ":" | ", or }" | ", or ]" | "end";

const blanks = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside strings
const string = /"(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

const closingQuote = 'a closing "';

const wording: Record<Expecting, string> = {
  value: "a JSON value",
  "value or ]": "a JSON value or ]",
  "key or }": "a field name in double quotes or }",
  key: "a field name in double quotes",
  ":": ":",
  ", or }": ", or }",
  ", or ]": ", or ]",
  end: "the end of the text",
};

function scan(text: string): Stuck | undefined {
  const open: ("{" | "[")[] = [];
  let expecting: Expecting = "value";
  let at = 0;
  const after = (): Expecting => (open.length === 0 ? "end" : open.at(-1) === "{" ? ", or }" : ", or ]");
  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  for (;;) {
    match(blanks);
    const char = text[at];
    if (char === undefined && expecting === "end") return undefined;
    if (char === '"' && expecting !== "end" && !expecting.startsWith(",") && expecting !== ":") {
      match(string);
      if (text[at] !== '"')
        return { at, expected: at < text.length ? "a character allowed in a string" : closingQuote };
      at += 1;
      expecting = expecting.startsWith("key") ? ":" : after();
    } else if (expecting.startsWith("value") && (char === "{" || char === "[")) {
      open.push(char);
      at += 1;
      expecting = char === "{" ? "key or }" : "value or ]";
    } else if (char !== undefined && (char === "}" || char === "]") && expecting.endsWith(`or ${char}`)) {
      open.pop();
      at += 1;
      expecting = after();
    } else if (char === "," && expecting.startsWith(",")) {
      at += 1;
      expecting = expecting === ", or }" ? "key" : "value";
    } else if (char === ":" && expecting === ":") {
      at += 1;
      expecting = "value";
    } else if (expecting.startsWith("value") && match(scalar)) expecting = after();
    else return { at, expected: wording[expecting] };
  }
}
