// Which characters a text must hold for a regular expression to match it: a proof read off the expression, so that most
// turns need not be searched. What it can't read asks for nothing.
import { expressionTree, type Tree } from "./expression-tree.ts";

/** One at least of each set must be there. */
type Sets = readonly (readonly number[])[];

export interface Required {
  /** In the text, wherever. */
  readonly inside: Sets;
  /** At its very beginning; at most one set. */
  readonly opening: Sets;
}

const nothing: Sets = [];

/** More alternatives than this tell too little. */
const mostCharacters = 120;

/** A few sets are enough to pass over most turns. */
const mostSets = 4;

/** What a regular expression in RE2 syntax, upper and lower case alike, asks of a text. */
export function requiredCharacters(source: string): Required {
  const tree = expressionTree(source);
  if (tree === undefined) return { inside: nothing, opening: nothing };
  const { sets, opening } = partOf(tree);
  return {
    inside: [...sets].sort((a, b) => a.length - b.length).slice(0, mostSets),
    opening: opening.anchored && opening.characters !== undefined ? setOf([...opening.characters]) : nothing,
  };
}

/** What a part of an expression asks for. */
interface Part {
  readonly sets: Sets;
  /** With what a match of it begins. */
  readonly opening: Opening;
}

interface Opening {
  /** Only at the beginning of the text. */
  readonly anchored: boolean;
  /** One of these; undefined where it may be any character. */
  readonly characters: ReadonlySet<number> | undefined;
  /** It may match without any character. */
  readonly empty: boolean;
}

function partOf(tree: Tree): Part {
  if (tree.kind === "one") return oneCharacter(tree.characters === undefined ? nothing : setOf(tree.characters));
  if (tree.kind === "place")
    return { sets: nothing, opening: { anchored: tree.isStart, characters: noCharacter, empty: true } };
  if (tree.kind === "choice") return choiceOf(tree.parts.map(partOf));
  if (tree.kind === "sequence") return sequenceOf(tree.parts.map(partOf));
  const { sets, opening } = partOf(tree.part);
  return tree.least > 0 ? { sets, opening } : { sets: nothing, opening: { ...opening, anchored: false, empty: true } };
}

function oneCharacter(sets: Sets): Part {
  const [own] = sets;
  return { sets, opening: { anchored: false, characters: own === undefined ? undefined : new Set(own), empty: false } };
}

/** Of several ways one must match: the smallest set of each, together. */
function choiceOf(ways: readonly Part[]): Part {
  const smallest = ways.map(({ sets }) => [...sets].sort((a, b) => a.length - b.length)[0] ?? []);
  return {
    sets: smallest.some((set) => set.length === 0) ? nothing : setOf(smallest.flat()),
    opening: {
      anchored: ways.every(({ opening }) => opening.anchored),
      characters: union(ways.map(({ opening }) => opening.characters)),
      empty: ways.some(({ opening }) => opening.empty),
    },
  };
}

function sequenceOf(parts: readonly Part[]): Part {
  const full = parts.findIndex(({ opening }) => !opening.empty);
  const openings = parts.slice(0, full < 0 ? parts.length : full + 1).map(({ opening }) => opening);
  return {
    sets: parts.flatMap(({ sets }) => sets),
    opening: {
      anchored: openings.some(({ anchored }) => anchored),
      characters: union(openings.map(({ characters }) => characters)),
      empty: full < 0,
    },
  };
}

const noCharacter: ReadonlySet<number> = new Set();

/** Undefined where one of them may be any character. */
export function union(sets: readonly (ReadonlySet<number> | undefined)[]): ReadonlySet<number> | undefined {
  const all = new Set<number>();
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (const one of set) all.add(one);
  }
  return all;
}

/** Characters with two cases, or of two units, can be written another way: they ask for nothing. */
function setOf(members: readonly number[]): Sets {
  const own = new Set(members);
  if (own.size === 0 || own.size > mostCharacters) return nothing;
  return [...own].every(isWrittenOneWay) ? [[...own]] : nothing;
}

/** Whether no other character matches it where upper and lower case are alike. */
export function isWrittenOneWay(code: number): boolean {
  const character = String.fromCodePoint(code);
  return code <= 0xffff && character.toLowerCase() === character.toUpperCase();
}
