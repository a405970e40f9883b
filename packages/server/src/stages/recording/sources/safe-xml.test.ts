import { AppError } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { childOf, parseXml, xmlText } from "./safe-xml.ts";

const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at || ""};`.repeat(10)}">`,
).join("")}]><cdr>&lol9;</cdr>`;

const hostile: readonly (readonly [string, string])[] = [
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

describe("XML from outside", () => {
  it.each(hostile)("refuses %s", (_name, text) => {
    const answer = parseXml(text, "a.cdr.xml");
    expect(answer).toBeInstanceOf(AppError);
    expect((answer as AppError).details.where).toMatch(/^a\.cdr\.xml/);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("leaves references to unknown entities as they stand", () => {
    const cdr = parseXml("<cdr><a>&x; &amp; &lt;</a></cdr>", "a.xml");
    expect(xmlText(childOf(childOf(cdr as never, "cdr"), "a"))).toBe("&x; & <");
  });
});
