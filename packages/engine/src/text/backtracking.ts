// How many steps a regular expression can take at most in an engine that tries one way after another (the language's own), whatever the
// text: read off the expression. Where that is bounded it runs many times faster there than in one that is linear by construction.
import { expressionTree, type Tree } from "./expression-tree.ts";
import { isWrittenOneWay, union } from "./required-characters.ts";

/** So many steps, at the very most, are no danger: about a second, for a text made to be as bad as can be. */
const mostSteps = 1e9;

const longestText = 100_000;

/**
 * On texts of how many units, at the most, the expression takes no dangerous number of steps; 0 where that can't be shown.
 * `lines`: there may be line breaks, and so many beginnings.
 */
export function safeLength(source: string, lines: boolean): number {
  const steps = stepsAtMost(source, lines);
  if (steps === undefined) return 0;
  let low = 0;
  let high = longestText + 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (steps(middle) <= mostSteps) low = middle;
    else high = middle;
  }
  return low;
}

/** How many steps it takes at most on a text of a length; undefined where no power of the length is a bound. */
export function stepsAtMost(source: string, lines: boolean): ((length: number) => number) | undefined {
  const tree = expressionTree(source);
  const matched = tree && matchedBy(tree);
  if (tree === undefined || matched === undefined) return undefined;
  const size = sizeOf(tree);
  // Begun at every place of the text and behind it; what only matches at the beginning stops at once everywhere else.
  const anchored = !lines && isAnchored(tree);
  return (length) =>
    size * (anchored ? length + valueAt(matched.ways, length) : (length + 1) * valueAt(matched.ways, length));
}

function isAnchored(tree: Tree): boolean {
  if (tree.kind === "choice") return tree.parts.every(isAnchored);
  const first = tree.kind === "sequence" ? tree.parts[0] : tree;
  return first?.kind === "place" ? first.isStart : first !== undefined && first !== tree && isAnchored(first);
}

/** A bound as a polynomial of the text's length: coefficients from that of 1 upwards. */
type Bound = readonly number[];

/** How a part of an expression matches at one place of a text. */
interface Matched {
  /** In how many ways at most. */
  readonly ways: Bound;
  /** What it may begin with, where it is not empty; undefined: anything. */
  readonly first: ReadonlySet<number> | undefined;
  /** It may match without any character. */
  readonly empty: boolean;
  /** All that it matches, where that is one wording. */
  readonly literal?: string | undefined;
}

const none: Bound = [0];
const once: Bound = [1];

/** Undefined where the ways may be more than any power of the length. */
function matchedBy(tree: Tree): Matched | undefined {
  if (tree.kind === "place") return { ways: once, first: new Set(), empty: true };
  if (tree.kind === "one") return oneCharacter(tree.characters);
  if (tree.kind === "repeat") return repeated(tree);
  const parts: Matched[] = [];
  for (const part of tree.parts) {
    const matched = matchedBy(part);
    if (matched === undefined) return undefined;
    parts.push(matched);
  }
  return tree.kind === "choice" ? oneOf(parts) : inSequence(parts);
}

/** Upper and lower case are alike: a letter may match others. */
function oneCharacter(characters: readonly number[] | undefined): Matched {
  if (characters?.every(isWrittenOneWay) !== true) return { ways: once, first: undefined, empty: false };
  const literal = characters.length === 1 ? String.fromCodePoint(...characters) : undefined;
  return { ways: once, first: new Set(characters), empty: false, literal };
}

function inSequence(parts: readonly Matched[]): Matched {
  const full = parts.findIndex(({ empty }) => !empty);
  const openings = parts.slice(0, full < 0 ? parts.length : full + 1);
  return {
    ways: parts.reduce((all, { ways }) => product(all, ways), once),
    first: union(openings.map(({ first }) => first)),
    empty: full < 0,
    literal: parts.every(({ literal }) => literal !== undefined)
      ? parts.map(({ literal }) => literal).join("")
      : undefined,
  };
}

/** At one place only those can match that may begin with the character that stands there. */
function oneOf(parts: readonly Matched[]): Matched {
  const anywhere = parts.filter(({ first, empty }) => first === undefined || empty);
  const always = anywhere.reduce((all, { ways }) => sum(all, ways), none);
  const byFirst = new Map<number, Matched[]>();
  for (const part of parts) {
    if (part.first === undefined || part.empty) continue;
    for (const one of part.first) byFirst.set(one, [...(byFirst.get(one) ?? []), part]);
  }
  const together = [...byFirst.values()].map((alike) => sum(always, waysTogether(alike)));
  return {
    ways: [always, ...together].reduce(larger, once),
    first: union(parts.map(({ first }) => first)),
    empty: parts.some(({ empty }) => empty),
  };
}

/** In how many ways the parts can match at one place; of words only those that begin one another. */
function waysTogether(parts: readonly Matched[]): Bound {
  const words = parts.flatMap(({ literal }) => literal ?? []);
  const chains = words.map((word) => words.filter((other) => word.startsWith(other)).length);
  const others = parts.filter(({ literal }) => literal === undefined);
  return others.reduce((all, { ways }) => sum(all, ways), [Math.max(0, ...chains)] as Bound);
}

function repeated({ part, least, most }: Extract<Tree, { kind: "repeat" }>): Matched | undefined {
  const matched = matchedBy(part);
  if (matched === undefined) return undefined;
  const isPlain = matched.ways.length === 1 && matched.ways[0] === 1;
  const empty = matched.empty || least === 0;
  const { first } = matched;
  if (isPlain && !matched.empty) return { ways: most < Infinity ? [most - least + 1] : [1, 1], first, empty };
  // Several ways for each of an endless number of times: the ways double with every character.
  if (most > mostTimes) return undefined;
  let power: Bound = once;
  let ways: Bound = least === 0 ? once : none;
  for (let times = 1; times <= most; times += 1) {
    power = product(power, matched.ways);
    if (times >= least) ways = sum(ways, power);
  }
  return { ways, first, empty };
}

/** More repetitions of something that matches in several ways are not followed up. */
const mostTimes = 24;

function sum(a: Bound, b: Bound): Bound {
  return (a.length < b.length ? b : a).map((_, power) => (a[power] ?? 0) + (b[power] ?? 0));
}

function larger(a: Bound, b: Bound): Bound {
  return (a.length < b.length ? b : a).map((_, power) => Math.max(a[power] ?? 0, b[power] ?? 0));
}

function product(a: Bound, b: Bound): Bound {
  const all = new Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((one, i) => {
    b.forEach((other, j) => {
      all[i + j] = (all[i + j] ?? 0) + one * other;
    });
  });
  return all;
}

function valueAt(bound: Bound, length: number): number {
  return bound.reduceRight((value, coefficient) => value * length + coefficient, 0);
}

function sizeOf(tree: Tree): number {
  if (tree.kind === "repeat") return 1 + Math.max(1, tree.least) * sizeOf(tree.part);
  if (tree.kind === "choice" || tree.kind === "sequence")
    return tree.parts.reduce((size, part) => size + sizeOf(part), 1);
  return 1;
}
