import { describe, expect, it } from "vitest";
import { hostileXml, tryXml } from "./hostile-xml.fixture.ts";
import { childOf, parseXml, xmlText } from "./safe-xml.ts";

describe("XML from outside", () => {
  it.each(hostileXml)("refuses %s", (_name, text) => expect(tryXml(text)).toBeUndefined());

  it("leaves references to unknown entities as they stand", () => {
    const cdr = parseXml("<cdr><a>&x; &amp; &lt;</a></cdr>", "a.xml");
    expect(xmlText(childOf(childOf(cdr as never, "cdr"), "a"))).toBe("&x; & <");
  });
});
