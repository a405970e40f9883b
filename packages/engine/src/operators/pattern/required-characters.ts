// Which characters a text must hold for a regular expression to match it: a proof read off the expression, so that most
// turns need not be searched. What it can't read asks for nothing.

/** One at least of each set must be in the text. */
export type Required = readonly (readonly number[])[];

const nothing: Required = [];

/** More alternatives than this tell too little. */
const mostCharacters = 120;

/** A few sets are enough to pass over most turns. */
const mostSets = 4;

/** What a regular expression in RE2 syntax, upper and lower case alike, asks of a text. */
export function requiredCharacters(source: string): Required {
  const reader = new Reader(source);
  const required = reader.alternatives();
  if (!reader.understood || !reader.atEnd) return nothing;
  return [...required].sort((a, b) => a.length - b.length).slice(0, mostSets);
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
  alternatives(): Required {
    const ways = [this.#sequence()];
    while (this.#take("|")) ways.push(this.#sequence());
    const [only] = ways;
    if (only !== undefined && ways.length === 1) return only;
    const sets = ways.map((way) => [...way].sort((a, b) => a.length - b.length)[0] ?? []);
    return sets.some((set) => set.length === 0) ? nothing : setOf(sets.flat());
  }

  #sequence(): Required {
    const all: (readonly number[])[] = [];
    while (!this.atEnd && this.#peek() !== "|" && this.#peek() !== ")" && this.understood) {
      const one = this.#atom();
      if (this.#repeatedAtLeastOnce()) all.push(...one);
    }
    return all;
  }

  #atom(): Required {
    const unit = this.#next();
    if (unit === "(") return this.#group();
    if (unit === "[") return this.#class();
    if (unit === "\\") return this.#escape();
    if (unit === "." || unit === "^" || unit === "$") return nothing;
    return setOf([unit.codePointAt(0) ?? 0]);
  }

  #group(): Required {
    if (this.#take("?") && !this.#take(":")) this.understood = false;
    const inner = this.alternatives();
    if (!this.#take(")")) this.understood = false;
    return inner;
  }

  /** A class of single characters and short ranges; of any other only its end is read. */
  #class(): Required {
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
  #escape(): Required {
    const unit = this.#next();
    if (unit === "d") return setOf([...digits]);
    if (unit === "x" || unit === "p" || unit === "P" || unit === "Q") this.understood = false;
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

const digits = Array.from({ length: 10 }, (_, digit) => 0x30 + digit);

/** Characters with two cases, or of two units, can be written another way: they ask for nothing. */
function setOf(members: readonly number[]): Required {
  const own = new Set(members);
  if (own.size === 0 || own.size > mostCharacters) return nothing;
  for (const code of own) {
    const character = String.fromCodePoint(code);
    if (code > 0xffff || character.toLowerCase() !== character.toUpperCase()) return nothing;
  }
  return [[...own]];
}
