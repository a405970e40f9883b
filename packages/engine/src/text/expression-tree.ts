// A regular expression in RE2 syntax as a tree, so that things can be proven of it. What can't be read is no tree at all.

export type Tree =
  /** One character: one of these, or (undefined) of any. */
  | { readonly kind: "one"; readonly characters: readonly number[] | undefined }
  /** A place without a character: the beginning of the text or line, or any other. */
  | { readonly kind: "place"; readonly isStart: boolean }
  | { readonly kind: "sequence"; readonly parts: readonly Tree[] }
  | { readonly kind: "choice"; readonly parts: readonly Tree[] }
  | { readonly kind: "repeat"; readonly part: Tree; readonly least: number; readonly most: number };

/** A class with a longer range stands for every character. */
const longestRange = 120;

export function expressionTree(source: string): Tree | undefined {
  const reader = new Reader(source);
  const tree = reader.choice();
  return reader.understood && reader.atEnd ? tree : undefined;
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

  choice(): Tree {
    const parts = [this.#sequence()];
    while (this.#take("|")) parts.push(this.#sequence());
    const [only] = parts;
    return only !== undefined && parts.length === 1 ? only : { kind: "choice", parts };
  }

  #sequence(): Tree {
    const parts: Tree[] = [];
    while (!this.atEnd && this.#peek() !== "|" && this.#peek() !== ")" && this.understood)
      parts.push(this.#repeated(this.#atom()));
    const [only] = parts;
    return only !== undefined && parts.length === 1 ? only : { kind: "sequence", parts };
  }

  #atom(): Tree {
    const unit = this.#next();
    if (unit === "(") return this.#group();
    if (unit === "[") return { kind: "one", characters: this.#class() };
    if (unit === "\\") return this.#escape();
    if (unit === "^") return { kind: "place", isStart: true };
    if (unit === "$") return { kind: "place", isStart: false };
    return { kind: "one", characters: unit === "." ? undefined : [codeOf(unit)] };
  }

  #group(): Tree {
    if (this.#take("?") && !this.#take(":")) this.understood = false;
    const inner = this.choice();
    if (!this.#take(")")) this.understood = false;
    return inner;
  }

  /** Its characters; undefined where it is negated, or holds more than can be listed. */
  #class(): readonly number[] | undefined {
    const negated = this.#take("^");
    const members: number[] = [];
    let listed = !negated;
    for (let first = true; !this.atEnd && (first || this.#peek() !== "]"); first = false) {
      const from = this.#member();
      if (from === undefined) {
        listed = false;
        continue;
      }
      if (from.length !== 1 || this.#peek() !== "-" || this.#units[this.#at + 1] === "]") {
        members.push(...from);
        continue;
      }
      this.#next();
      const [low = 0] = from;
      const [high = 0] = this.#member() ?? [];
      if (high < low) this.understood = false;
      else if (high - low > longestRange) listed = false;
      else for (let code = low; code <= high; code += 1) members.push(code);
    }
    if (!this.#take("]")) this.understood = false;
    return listed ? members : undefined;
  }

  /** One character of a class, or the several of an escape; undefined where they can't be listed. */
  #member(): readonly number[] | undefined {
    const unit = this.#next();
    if (unit === "[" && this.#peek() === ":") this.understood = false;
    if (unit !== "\\") return [codeOf(unit)];
    const escaped = this.#escape();
    return escaped.kind === "one" ? escaped.characters : undefined;
  }

  #escape(): Tree {
    const unit = this.#next();
    if (unit === "d") return { kind: "one", characters: digits };
    if (unit === "x") return { kind: "one", characters: this.#hexadecimal() };
    if (unit === "b" || unit === "B") return { kind: "place", isStart: false };
    if (/[wWsSD]/u.test(unit)) return { kind: "one", characters: undefined };
    if (/[a-z0-9]/iu.test(unit)) this.understood = false;
    return { kind: "one", characters: [codeOf(unit)] };
  }

  /** `\x{4e00}` */
  #hexadecimal(): readonly number[] {
    const digitsOfCode = this.#take("{") ? this.#upTo("}") : "";
    if (!/^[0-9a-f]{1,6}$/iu.test(digitsOfCode)) this.understood = false;
    return [Number.parseInt(digitsOfCode, 16) || 0];
  }

  #repeated(part: Tree): Tree {
    const [least, most] = this.#counts();
    if (least === undefined || most === undefined) return part;
    // A lazy one matches the same.
    this.#take("?");
    if (this.#counts()[0] !== undefined) this.understood = false;
    return { kind: "repeat", part, least, most };
  }

  #counts(): readonly [least?: number, most?: number] {
    if (this.#take("?")) return [0, 1];
    if (this.#take("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.#take("+")) return [1, Number.POSITIVE_INFINITY];
    if (!this.#take("{")) return [];
    const counts = /^(\d+)(,(\d*))?$/u.exec(this.#upTo("}"));
    if (counts === null) this.understood = false;
    const [, least, several, most] = counts ?? [];
    if (several === undefined) return [Number(least), Number(least)];
    return [Number(least), most === "" ? Number.POSITIVE_INFINITY : Number(most)];
  }

  /** What stands before a sign that must come; reads that too. */
  #upTo(sign: string): string {
    const from = this.#at;
    while (!this.atEnd && this.#peek() !== sign) this.#at += 1;
    const between = this.#units.slice(from, this.#at).join("");
    if (!this.#take(sign)) this.understood = false;
    return between;
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

function codeOf(unit: string): number {
  return unit.codePointAt(0) ?? 0;
}

const digits = Array.from({ length: 10 }, (_, digit) => 0x30 + digit);
