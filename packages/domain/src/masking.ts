// Masking 脱敏: how a number, a name and digits are shown to somebody who need not know them. The length stays, so that places in a
// text stay true.

/** How many digits are left at both ends, by how many there are: 138****5678, 110105************, the last three of a short one. */
function shownEnds(digits: number): readonly [number, number] {
  if (digits < 7) return [digits, 0];
  if (digits < 10) return [0, 3];
  if (digits < 15) return [3, 4];
  return [6, digits === 18 ? 0 : 4];
}

/** What stands before a mobile number: the country's code or the zero of a trunk call. */
const prefixed = /^(\D*(?:0086|86|0))((?:\D*\d){11}\D*)$/u;

/** A telephone, identity or card number with its middle hidden. What is shorter than a telephone number (an extension) stays. */
export function maskNumber(number: string): string {
  const [, prefix = "", own = number] = prefixed.exec(number) ?? [];
  const sign = /\d|(?<=\d)x$/giu;
  const count = own.match(sign)?.length ?? 0;
  const [head, tail] = shownEnds(count);
  let seen = 0;
  const shown = own.replace(sign, (digit) => {
    seen += 1;
    return seen <= head || seen > count - tail ? digit : "*";
  });
  return prefix + shown;
}

/** The first character of every word: 张**, J*** S****. */
export function maskName(name: string): string {
  return name.replace(/(?<=[^\s·])[^\s·]/gu, (sign) => "*".repeat(sign.length));
}

/** The same text with `*` for what lies in the spans. */
export function hideSpans(
  text: string,
  spans: readonly { readonly from: number; readonly to: number }[],
  from = 0,
): string {
  let hidden = "";
  for (let at = 0; at < text.length; at += 1) {
    const inside = spans.some((span) => from + at >= span.from && from + at < span.to);
    hidden += inside ? "*" : text[at];
  }
  return hidden;
}
