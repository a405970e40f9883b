// What a literal of a set of phrases belongs to, as a step behind what it belonged to before. Literals that came to the same
// phrases in the same order share their steps: a hundred thousand literals need a few thousand of them.

/** What a literal means by itself, to all slots that ask the same of it. */
export interface Owner {
  readonly slots: readonly number[];
  /** As bits. */
  readonly asked: number;
}

/** A use by a slot that asks something, or (asked below 0) by a segment of phrases with gaps. */
export class LiteralUses {
  readonly #before: LiteralUses | undefined;
  readonly #user: number;
  readonly #asked: number;
  readonly #next = new Map<number, LiteralUses>();

  private constructor(before?: LiteralUses, user = 0, asked = -1) {
    this.#before = before;
    this.#user = user;
    this.#asked = asked;
  }

  static none(): LiteralUses {
    return new LiteralUses();
  }

  ownedBy(slot: number, asked: number): LiteralUses {
    return this.#with(slot, asked);
  }

  /** `use`: the segment above the bit that says whether the literal may run across punctuation. */
  wording(use: number): LiteralUses {
    return this.#with(use, -1);
  }

  /** One owner for each that asks something else; owners and their slots in the order in which they came. */
  owners(): Owner[] {
    const owners = new Map<number, number[]>();
    for (const { user, asked } of this.#steps()) {
      if (asked < 0) continue;
      const slots = owners.get(asked);
      if (slots === undefined) owners.set(asked, [user]);
      else slots.push(user);
    }
    return [...owners].map(([asked, slots]) => ({ slots, asked }));
  }

  /** The uses by segments, in the order in which they came. */
  segments(): number[] {
    return this.#steps()
      .filter(({ asked }) => asked < 0)
      .map(({ user }) => user);
  }

  #with(user: number, asked: number): LiteralUses {
    const name = user * 64 + asked;
    const known = this.#next.get(name);
    if (known !== undefined) return known;
    const next = this.#has(user, asked) ? this : new LiteralUses(this, user, asked);
    this.#next.set(name, next);
    return next;
  }

  #has(user: number, asked: number): boolean {
    let step: LiteralUses = this;
    for (; step.#before !== undefined; step = step.#before)
      if (step.#user === user && step.#asked === asked) return true;
    return false;
  }

  #steps(): { readonly user: number; readonly asked: number }[] {
    const steps: { readonly user: number; readonly asked: number }[] = [];
    let step: LiteralUses = this;
    for (; step.#before !== undefined; step = step.#before) steps.push({ user: step.#user, asked: step.#asked });
    return steps.reverse();
  }
}
