// Ids 编号: a prefix that says what a thing is, then the time and chance, so that ids sort by age and never meet.

const digits = "0123456789abcdefghjkmnpqrstvwxyz";
const timeDigits = 10;
const chanceDigits = 16;

/** Where ids come from; passed in, so that a test can foresee them. */
export type NewId = (prefix: string) => string;

/**
 * @param nowMs milliseconds since 1970
 * @param chance fills an array with random bytes
 */
export function idsFrom(nowMs: () => number, chance: (bytes: Uint8Array) => Uint8Array): NewId {
  return (prefix) => {
    let time = "";
    for (let rest = nowMs(), index = 0; index < timeDigits; index += 1, rest = Math.floor(rest / 32)) {
      time = `${digits[rest % 32]}${time}`;
    }
    let random = "";
    for (const byte of chance(new Uint8Array(chanceDigits))) random += digits[byte % 32];
    return `${prefix}_${time}${random}`;
  };
}
