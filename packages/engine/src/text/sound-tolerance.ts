// How far what was recognised may stray from a phrase and still count as said.

export interface SoundTolerance {
  /** One wrong or missing syllable is allowed for so many. */
  readonly syllablesPerWrong: number;
  /** One inserted syllable is allowed for so many; wrong and inserted ones together are no more than this allows. */
  readonly syllablesPerStray: number;
  /** Inserted freely. Those of one unit are skipped in phrases too. */
  readonly fillers: readonly string[];
  /** Units that turn a meaning round; digits always count as such. Never wrong, missing or inserted. */
  readonly firm: string;
}

export const usualTolerance: SoundTolerance = {
  syllablesPerWrong: 6,
  syllablesPerStray: 6,
  fillers: ["呃", "啊", "嗯", "哦", "噢", "诶", "欸", "唉", "哎", "那个", "这个", "就是", "就是说", "然后"],
  firm: "不没别未无非否",
};

/** Wrong syllables allowed in a phrase of so many; phrases under four syllables must sound right in full. */
export function allowedWrong(syllables: number, tolerance: SoundTolerance): number {
  return syllables < 4 ? 0 : Math.floor(syllables / tolerance.syllablesPerWrong);
}

export function allowedStray(syllables: number, tolerance: SoundTolerance): number {
  return syllables < 4 ? 0 : Math.floor(syllables / tolerance.syllablesPerStray);
}
