// XML that reaches for files and addresses, that would fill the memory, or that is none; and what comes of reading it.
import { AppError } from "@tingheng/domain";
import { parseXml } from "./safe-xml.ts";

const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at || ""};`.repeat(10)}">`,
).join("")}]><cdr>&lol9;</cdr>`;

export const hostileXml: readonly (readonly [string, string])[] = [
  ["billion laughs", laughs],
  ["external entity", '<!DOCTYPE cdr [<!ENTITY x SYSTEM "file:///etc/passwd">]><cdr>&x;</cdr>'],
  ["external entity, small letters", '<!doctype cdr [<!entity x system "file:///etc/passwd">]><cdr>&x;</cdr>'],
  ["external subset", '<!DOCTYPE cdr SYSTEM "http://169.254.169.254/x.dtd"><cdr/>'],
  ["parameter entity", '<!DOCTYPE cdr [<!ENTITY % p SYSTEM "http://localhost/p">%p;]><cdr/>'],
  ["quadratic blow-up", `<!DOCTYPE c [<!ENTITY a "${"a".repeat(50_000)}">]><c>${"&a;".repeat(50_000)}</c>`],
  ["deep nesting", "<a>".repeat(19_000)],
  ["deep nesting that closes", `${"<a>".repeat(9_000)}${"</a>".repeat(9_000)}`],
  ["a million elements", `<a>${"<b/>".repeat(400_000)}</a>`],
  ["a text that never ends", `<cdr a='${"x".repeat(5_000_000)}`],
  ["many attributes", `<cdr ${"a='1' ".repeat(100_000)}/>`],
  ["unclosed CDATA", `<cdr>${"<![CDATA[".repeat(10_000)}</cdr>`],
  ["unclosed comments", `<cdr>${"<!--".repeat(10_000)}</cdr>`],
  ["names of object prototypes", "<cdr><__proto__><polluted>1</polluted></__proto__></cdr>"],
  ["crossed tags", "<cdr><a></b></cdr>"],
  ["no XML", "hello"],
  ["nothing", ""],
];

/** @returns what got through, undefined where it was refused with its place named and nothing else was touched */
export function tryXml(text: string): string | undefined {
  const answer = parseXml(text, "a.cdr.xml");
  if (({} as Record<string, unknown>).polluted !== undefined) return "every object has a new property";
  if (!(answer instanceof AppError)) return "read";
  return /^a\.cdr\.xml/.test(answer.details.where ?? "") ? undefined : `refused without its place: ${answer.message}`;
}
