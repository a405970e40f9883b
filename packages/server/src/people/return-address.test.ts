import fc from "fast-check";
import { expect, it } from "vitest";
import { returnAddress } from "./return-address.ts";

it("keeps paths of this service with their query", () => {
  expect(returnAddress("/calls?agent=1001&word=%E4%BD%A0#turn-3", "")).toBe("/calls?agent=1001&word=%E4%BD%A0#turn-3");
  expect(returnAddress("/qa/calls", "/qa")).toBe("/qa/calls");
});

it.each([
  undefined,
  "",
  "calls",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/calls\\..\\x",
  `/${"a".repeat(3_000)}`,
])("leads home instead of to %j", (wish) => {
  expect(returnAddress(wish, "")).toBe("/");
});

it("never leaves the path below which the service is shown", () => {
  for (const wish of ["/", "/other", "/qa/../other", "/qa/%2e%2e/other", "/qab"])
    expect(returnAddress(wish, "/qa")).toBe("/qa/");
});

it("never leads to another host, whatever comes", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2e",
    "%2f",
    "@",
    ":",
    "evil.example",
    "\t",
    "\r\n",
    "?",
    "#",
    "qa",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const address = returnAddress(pieces.join(""), "/qa");
      expect(new URL(address, "https://own.example").origin).toBe("https://own.example");
      expect(new URL(address, "https://own.example").pathname.startsWith("/qa/")).toBe(true);
    }),
  );
});
