// Which characters a text must hold for a regular expression to match it: a proof read off the expression, so that most
// turns need not be searched. What it can't read asks for nothing.

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
  const reader = new Reader(source);
  const { sets, opening } = reader.alternatives();
  if (!reader.understood || !reader.atEnd) return { inside: nothing, opening: nothing };
  return {
    inside: [...sets].sort((a, b) => a.length - b.length).slice(0, mostSets),
    opening: opening?.anchored === true && opening.characters !== undefined ? setOf([...opening.characters]) : nothing,
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

class Reader {
  understood = true;
  readonly #units: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#units = [...source];
  }

  get atEnd(): boolean {
    return this.#at >= this.#units.length;
  }

  /** Of several ways one must match: the smallest set of each, together. */
  alternatives(): Part {
    const ways = [this.#sequence()];
    while (this.#take("|")) ways.push(this.#sequence());
    const [only] = ways;
    if (only !== undefined && ways.length === 1) return only;
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

  #sequence(): Part {
    const sets: (readonly number[])[] = [];
    const openings: Opening[] = [];
    while (!this.atEnd && this.#peek() !== "|" && this.#peek() !== ")" && this.understood) {
      const one = this.#atom();
      const always = this.#repeatedAtLeastOnce();
      if (always) sets.push(...one.sets);
      if (openings.at(-1)?.empty ?? true)
        openings.push(always ? one.opening : { ...one.opening, anchored: false, empty: true });
    }
    return {
      sets,
      opening: {
        anchored: openings.some(({ anchored }) => anchored),
        characters: union(openings.map(({ characters }) => characters)),
        empty: openings.every(({ empty }) => empty),
      },
    };
  }

  #atom(): Part {
    const unit = this.#next();
    if (unit === "(") return this.#group();
    if (unit === "[") return partOf(this.#class());
    if (unit === "\\") return partOf(this.#escape());
    if (unit === "^") return { sets: nothing, opening: { anchored: true, characters: noCharacter, empty: true } };
    if (unit === "$") return { sets: nothing, opening: { anchored: false, characters: noCharacter, empty: true } };
    return partOf(unit === "." ? nothing : setOf([unit.codePointAt(0) ?? 0]));
  }

  /** What a look-around holds is not part of the match. */
  #group(): Part {
    let isMatch = true;
    if (this.#take("?") && !this.#take(":")) {
      isMatch = false;
      this.#take("<");
      if (!this.#take("!") && !this.#take("=")) this.understood = false;
    }
    const inner = this.alternatives();
    if (!this.#take(")")) this.understood = false;
    if (isMatch) return inner;
    return { sets: nothing, opening: { anchored: false, characters: noCharacter, empty: true } };
  }

  /** A class of single characters and short ranges; of any other only its end is read. */
  #class(): Sets {
    const negated = this.#take("^");
    const members: number[] = [];
    let readable = !negated;
    for (let first = true; !this.atEnd && (first || this.#peek() !== "]"); first = false) {
      const unit = this.#next();
      if (unit === "[" && this.#peek() === ":") this.understood = false;
      if (unit === "\\") {
        const [own] = this.#escape();
        if (own === undefined) readable = false;
        else members.push(...own);
      } else members.push(unit.codePointAt(0) ?? 0);
      if (this.#peek() === "-" && this.#units[this.#at + 1] !== "]") {
        this.#next();
        const from = members.at(-1) ?? 0;
        const to = this.#next().codePointAt(0) ?? 0;
        if (to === 0x5c) this.understood = false;
        else if (to - from > mostCharacters) readable = false;
        else for (let code = from + 1; code <= to; code += 1) members.push(code);
      }
    }
    if (!this.#take("]")) this.understood = false;
    return readable ? setOf(members) : nothing;
  }

  /** `\d` and escaped marks are read; every other escape asks for nothing. */
  #escape(): Sets {
    const unit = this.#next();
    if (unit === "d") return setOf([...digits]);
    if (unit === "x" || unit === "p" || unit === "P" || unit === "Q") this.understood = false;
    // A boundary (`\\b`) takes up no character, and so asks for none either.
    if (unit === "b" || unit === "B" || unit === "A" || unit === "z") this.understood = false;
    return /[a-z0-9]/iu.test(unit) ? nothing : setOf([unit.codePointAt(0) ?? 0]);
  }

  /** Reads what follows an atom: how often it may come. */
  #repeatedAtLeastOnce(): boolean {
    let once = true;
    for (;;) {
      if (this.#take("?") || this.#take("*")) once = false;
      else if (this.#take("{")) {
        const from = this.#at;
        while (!this.atEnd && this.#peek() !== "}") this.#at += 1;
        const counts = this.#units.slice(from, this.#at).join("");
        if (!this.#take("}") || !/^\d+(,\d*)?$/u.test(counts)) this.understood = false;
        if (counts.startsWith("0")) once = false;
      } else if (!this.#take("+")) return once;
    }
  }

  #peek(): string | undefined {
    return this.#units[this.#at];
  }

  #next(): string {
    const unit = this.#units[this.#at];
    this.#at += 1;
    if (unit === undefined) this.understood = false;
    return unit ?? "";
  }

  #take(unit: string): boolean {
    if (this.#peek() !== unit) return false;
    this.#at += 1;
    return true;
  }
}

const noCharacter: ReadonlySet<number> = new Set();

/** A part that is one character: of the one set, or any. */
function partOf(sets: Sets): Part {
  const [own] = sets;
  return { sets, opening: { anchored: false, characters: own === undefined ? undefined : new Set(own), empty: false } };
}

/** Undefined where one of them may be any character. */
function union(sets: readonly (ReadonlySet<number> | undefined)[]): ReadonlySet<number> | undefined {
  const all = new Set<number>();
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (const one of set) all.add(one);
  }
  return all;
}

const digits = Array.from({ length: 10 }, (_, digit) => 0x30 + digit);

/** Characters with two cases, or of two units, can be written another way: they ask for nothing. */
function setOf(members: readonly number[]): Sets {
  const own = new Set(members);
  if (own.size === 0 || own.size > mostCharacters) return nothing;
  for (const code of own) {
    const character = String.fromCodePoint(code);
    if (code > 0xffff || character.toLowerCase() !== character.toUpperCase()) return nothing;
  }
  return [[...own]];
}
