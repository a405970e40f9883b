// The small language in which a supervisor writes a phrase: (甲|乙|) alternatives, [甲] optional, … or XXX or * a gap, …{30} a wider gap.
// The signs may be typed in full width too. Expands a phrase into every plain way of saying it.

import { isSilent } from "./normal-text.ts";

/** One way of saying a phrase: segments, each with its wordings, and at most `gaps[i]` units between segments i and i + 1. */
interface PhraseVariant {
  readonly segments: readonly (readonly string[])[];
  readonly gaps: readonly number[];
}

export type PhraseExpansion =
  | { readonly kind: "variants"; readonly variants: readonly PhraseVariant[] }
  /** `at` counts characters of the phrase from 0. */
  | { readonly kind: "problem"; readonly at: number; readonly expected: string; readonly found: string };

const usualGap = 12;
const widestGap = 500;
const mostVariants = 2000;
const signs = "()|[]{}";
const fullWidthSigns = "\uff08\uff09\uff5c\uff3b\uff3d\uff5b\uff5d";

type Node =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "gap"; readonly widest: number }
  | { readonly kind: "choice"; readonly options: readonly (readonly Node[])[] };

/** Wordings of a stretch without a gap, or a gap's width. Neighbouring wordings are multiplied out, those across a gap are not. */
type Piece = readonly string[] | number;
type Way = readonly Piece[];

class Problem {
  readonly at: number;
  readonly expected: string;
  readonly found: string;
  constructor(at: number, expected: string, found: string) {
    this.at = at;
    this.expected = expected;
    this.found = found;
  }
}

export function expandPhrase(phrase: string): PhraseExpansion {
  try {
    const parser = new Parser(phrase);
    const variants = waysOf(parser.parse()).flatMap(variantsOf);
    const wordings = variants.flatMap(({ segments }) => segments.flat()).length;
    if (wordings > mostVariants) throw tooMany(wordings);
    if (variants.length === 0) throw new Problem(0, "a phrase with at least one character", JSON.stringify(phrase));
    return { kind: "variants", variants };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return { kind: "problem", at: problem.at, expected: problem.expected, found: problem.found };
  }
}

class Parser {
  readonly #phrase: string;
  #at = 0;

  constructor(phrase: string) {
    this.#phrase = phrase;
  }

  parse(): Node {
    const options = this.#options();
    const closing = this.#phrase[this.#at];
    if (closing !== undefined) throw new Problem(this.#at, `an opening bracket before ${closing}`, closing);
    return { kind: "choice", options };
  }

  #options(): Node[][] {
    const options: Node[][] = [this.#sequence()];
    while (this.#peek() === "|") {
      this.#at++;
      options.push(this.#sequence());
    }
    return options;
  }

  #sequence(): Node[] {
    const nodes: Node[] = [];
    for (;;) {
      const sign = this.#peek();
      if (sign === "" || sign === "|" || sign === ")" || sign === "]") return nodes;
      this.#refusePatterns(sign);
      if (sign === "(") nodes.push({ kind: "choice", options: this.#bracket(")") });
      else if (sign === "[") nodes.push({ kind: "choice", options: [...this.#bracket("]"), []] });
      else addTo(nodes, this.#gap() ?? this.#plain());
    }
  }

  #bracket(closing: string): Node[][] {
    const opened = this.#at++;
    const options = this.#options();
    if (this.#peek() !== closing) {
      throw new Problem(opened, `${closing} to close this bracket`, this.#phrase[this.#at] ?? "the end of the phrase");
    }
    this.#at++;
    if (this.#phrase[this.#at] === "?")
      throw new Problem(this.#at, "[…] for what may be left out; no ? behind a bracket", "?");
    return options;
  }

  #gap(): Node | undefined {
    const rest = this.#phrase.slice(this.#at);
    const before = this.#phrase[this.#at - 1] ?? "";
    const sign = /^(?:[…⋯*\uff0a]|\.{3,})+/.exec(rest)?.[0] ?? (/[a-z]/i.test(before) ? undefined : placeholder(rest));
    if (sign === undefined) return undefined;
    const opened = this.#at + sign.length;
    this.#at = opened;
    if (this.#peek() !== "{") return { kind: "gap", widest: usualGap };
    const width = /^[{\uff5b]\s*(\d{1,4})\s*[}\uff5d]/.exec(this.#phrase.slice(opened));
    const widest = Number(width?.[1]);
    if (width === null || !(widest <= widestGap)) {
      throw new Problem(opened, `a width like {30}, at most {${widestGap}}`, this.#phrase.slice(opened, opened + 6));
    }
    this.#at = opened + width[0].length;
    return { kind: "gap", widest };
  }

  /** Signs of a regular expression would be passed over like punctuation, and the phrase mean something else. */
  #refusePatterns(sign: string): void {
    const rest = this.#phrase.slice(this.#at);
    if (sign === "{" || sign === "}")
      throw new Problem(this.#at, `${sign} only in the width of a gap, as in …{30}`, sign);
    const meant = /^(?:[\^\\]|\$(?=$|[|)\]])|\.[*+?{])/u.exec(rest)?.[0];
    if (meant === undefined) return;
    throw new Problem(this.#at, "words and gaps (…); a regular expression goes under pattern", meant);
  }

  #plain(): Node {
    const character = String.fromCodePoint(this.#phrase.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return { kind: "plain", text: character };
  }

  #peek(): string {
    const sign = this.#phrase[this.#at] ?? "";
    const at = sign === "" ? -1 : fullWidthSigns.indexOf(sign);
    return at >= 0 ? (signs[at] ?? "") : sign;
  }
}

/** Neighbouring characters are one piece of text. */
function addTo(nodes: Node[], node: Node): void {
  const last = nodes.at(-1);
  if (node.kind === "plain" && last?.kind === "plain")
    nodes[nodes.length - 1] = { kind: "plain", text: last.text + node.text };
  else nodes.push(node);
}

/** XXX, xx, ×× and the like stand for a name; a run inside a Latin word does not. */
function placeholder(rest: string): string | undefined {
  return /^[x×\uff38\uff58]{2,}(?![a-z])/i.exec(rest)?.[0];
}

function waysOf(node: Node): Way[] {
  if (node.kind === "plain") return [[[node.text]]];
  if (node.kind === "gap") return [[node.widest]];
  const options = node.options.map(inSequence);
  return hasGap(node) ? options.flat() : [[options.flatMap((ways) => ways.flatMap(wordingsOf))]];
}

/** A stretch without a gap has one way, of one piece; nothing at all is the empty wording. */
function wordingsOf(way: Way): readonly string[] {
  const [piece] = way;
  return typeof piece === "object" ? piece : [""];
}

function hasGap(node: Node): boolean {
  if (node.kind !== "choice") return node.kind === "gap";
  return node.options.some((option) => option.some(hasGap));
}

function inSequence(nodes: readonly Node[]): Way[] {
  let ways: Way[] = [[]];
  for (const node of nodes) {
    const next = waysOf(node);
    if (ways.length * next.length > mostVariants) throw tooMany(ways.length * next.length);
    ways = ways.flatMap((way) => next.map((more) => joined(way, more)));
  }
  return ways;
}

/** Puts two ways behind each other; wordings that meet are multiplied out. */
function joined(way: Way, more: Way): Way {
  const last = way.at(-1);
  const [first, ...rest] = more;
  if (typeof last !== "object" || typeof first !== "object") return [...way, ...more];
  if (last.length * first.length > mostVariants) throw tooMany(last.length * first.length);
  return [...way.slice(0, -1), last.flatMap((text) => first.map((next) => text + next)), ...rest];
}

function tooMany(count: number): Problem {
  return new Problem(0, `at most ${mostVariants} wordings of one phrase`, `${count} or more`);
}

/** A way as segments and gaps. A segment that may be left out makes two variants; gaps at the ends say nothing. */
function variantsOf(way: Way): PhraseVariant[] {
  const optional = way.findIndex((piece) => typeof piece === "object" && piece.some(isSilent));
  if (optional >= 0) {
    const said = (way[optional] as readonly string[]).filter((text) => !isSilent(text));
    const left = variantsOf(way.toSpliced(optional, 1));
    return said.length === 0 ? left : [...variantsOf(way.toSpliced(optional, 1, said)), ...left];
  }
  const segments: (readonly string[])[] = [];
  const gaps: number[] = [];
  let gap = 0;
  for (const piece of way) {
    if (typeof piece === "number") gap = Math.max(gap, piece);
    else {
      if (segments.length > 0) gaps.push(gap);
      segments.push([...new Set(piece)]);
      gap = 0;
    }
  }
  return segments.length === 0 ? [] : [{ segments, gaps }];
}
