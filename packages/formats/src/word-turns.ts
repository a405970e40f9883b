// Words with times and labels → turns: consecutive words of one speaker are one turn.
import type { Turn, Word } from "@tingheng/domain";
import { known } from "./known-fields.ts";
import { speakerFields } from "./roles.ts";

export type LabelledWord = Word & {
  readonly label?: string | number | undefined;
  /** A mark that belongs to the word before it, and is no word of its own. */
  readonly mark?: boolean;
  /** Begins a new turn even when the speaker stays the same. */
  readonly breaksBefore?: boolean;
};

/** Words without a label join the speaker before them. */
export function turnsFromWords(words: Iterable<LabelledWord>): Turn[] {
  const groups: { label: string | number | undefined; words: LabelledWord[] }[] = [];
  for (const word of words) {
    const last = groups.at(-1);
    const label = word.label ?? last?.label;
    const same = last && (word.mark || (label === last.label && !word.breaksBefore));
    if (same) last.words.push(word);
    else groups.push({ label, words: [word] });
  }
  return groups.map((group) => turnOf(group.words, group.label));
}

/** One turn of these words; the text is theirs unless another is given. */
export function turnOf(words: readonly LabelledWord[], label: string | number | undefined, text = textOf(words)): Turn {
  const spoken = words.filter((word) => !word.mark);
  return known({
    ...speakerFields(label),
    startMs: spoken.find((word) => word.startMs !== undefined)?.startMs,
    endMs: spoken.findLast((word) => word.endMs !== undefined)?.endMs,
    text,
    words: spoken.length > 0 ? spoken.map(plainWord) : undefined,
  });
}

function plainWord({ label: _label, mark: _mark, breaksBefore: _breaks, ...word }: LabelledWord): Word {
  return known(word) as Word;
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** Blanks stand between words of scripts that use them, never before a mark. */
function textOf(words: readonly Pick<LabelledWord, "text" | "mark">[]): string {
  let text = "";
  for (const word of words) {
    const next = word.text.trim();
    const glued = text === "" || word.mark || (unspaced.test(text.at(-1) ?? "") && unspaced.test(next[0] ?? ""));
    text += glued ? next : ` ${next}`;
  }
  return text;
}
