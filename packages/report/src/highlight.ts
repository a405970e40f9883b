// A turn's text with the places that clauses point at marked in it.
import { escapeHtml } from "./html.ts";

/** A place in a turn's text and the clause that points at it. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly clause: string;
  readonly kind: "hit" | "due" | "unsure" | "kept";
}

const strength = { hit: 3, due: 2, unsure: 1, kept: 0 } as const;

/** The text cut at every border of a mark; each piece carries the clauses it belongs to. A mark of the whole text stays outside. */
export function highlighted(text: string, marks: readonly Mark[]): string {
  const inner = marks.filter(({ from, to }) => to > from && !(from === 0 && to >= text.length && text.length > 12));
  const borders = [
    ...new Set([0, text.length, ...inner.flatMap(({ from, to }) => [from, Math.min(to, text.length)])]),
  ].sort((a, b) => a - b);
  return borders
    .slice(0, -1)
    .map((from, index) =>
      piece(
        text.slice(from, borders[index + 1]),
        inner.filter((mark) => mark.from <= from && mark.to > from),
      ),
    )
    .join("");
}

function piece(text: string, marks: readonly Mark[]): string {
  const escaped = escapeHtml(text);
  const [strongest] = [...marks].sort((a, b) => strength[b.kind] - strength[a.kind]);
  if (strongest === undefined) return escaped;
  const clauses = [...new Set(marks.map(({ clause }) => clause))].join(" ");
  return `<mark class="${strongest.kind}" title="${escapeHtml(clauses)}">${escaped}</mark>`;
}
