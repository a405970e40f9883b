// Servers name a language by its code or by its English name; here it is a code.
const codes = "zh yue en ja ko de fr es it pt ru nl pl tr ar vi th id ms hi uk cs sv da fi no he el hu ro".split(" ");
const english = new Intl.DisplayNames(["en"], { type: "language" });
const byName: ReadonlyMap<string, string> = new Map(codes.map((code) => [english.of(code)?.toLowerCase() ?? "", code]));

/** `Chinese` → `zh`; what is a code already stays; undefined for what is neither. */
export function languageCode(said: string | null | undefined): string | undefined {
  const name = said?.trim().toLowerCase() ?? "";
  return byName.get(name) ?? (/^[a-z]{2,3}(-[a-z0-9]+)*$/u.test(name) ? name : undefined);
}
