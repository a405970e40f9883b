// All phrases of all standards, numbered by slot for one automaton. Equal lists with equal options share a slot.
import type { RegisteredPhrases } from "../operator.ts";
import type { PhraseSet } from "../text/phrase-set.ts";
import { type PhraseOptions, PhraseSetBuilder } from "../text/phrase-set-builder.ts";

export interface PhraseRegistry {
  /** `report` hears of a phrase that can't be read; it then finds nothing. */
  register(texts: readonly string[], options: PhraseOptions, report: (problem: string) => void): RegisteredPhrases;
  build(): PhraseSet;
}

export function phraseRegistry(): PhraseRegistry {
  // Compiled conditions keep the registry, but once the set is built nothing needs what it was built from.
  let builder = new PhraseSetBuilder();
  const slots = new Map<string, RegisteredPhrases>();
  return {
    register(texts, options, report) {
      const key = JSON.stringify([texts, options]);
      const known = slots.get(key);
      if (known !== undefined) return known;
      const slot = slots.size;
      for (const text of texts) addPhrase(builder, text, slot, options, report);
      const registered: RegisteredPhrases = {
        slot,
        said: (call) => call.phrases.has(slot),
        hits: (call) => call.phrases.of(slot),
      };
      slots.set(key, registered);
      return registered;
    },
    build: () => {
      const set = builder.build();
      builder = new PhraseSetBuilder();
      slots.clear();
      return set;
    },
  };
}

function addPhrase(
  builder: PhraseSetBuilder,
  text: string,
  slot: number,
  options: PhraseOptions,
  report: (problem: string) => void,
): void {
  try {
    builder.add(text, slot, options);
  } catch (error) {
    report(`${text}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
