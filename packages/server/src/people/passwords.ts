// Passwords 密码: what one must be like, and how it is kept: by Argon2id, which is slow and needs memory on purpose.
import { hash, verify } from "@node-rs/argon2";
import { AppError } from "@tingheng/domain";
import { commonPasswords } from "./common-passwords.ts";

const leastCharacters = 12;
/** Below this a password is one key held down or a run of a few. */
const leastDifferent = 5;
/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. Argon2id is the package's own choice. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** @throws AppError `password.too-short`, `password.common`, `password.has-name` */
export function checkPassword(password: string, userName: string): void {
  const folded = fold(password);
  if ([...password.normalize("NFKC")].length < leastCharacters)
    throw new AppError("password.too-short", { least: String(leastCharacters) });
  if (commonPasswords.has(folded) || new Set(folded).size < leastDifferent) throw new AppError("password.common");
  if (folded.includes(fold(userName))) throw new AppError("password.has-name");
}

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), cost);
}

/** Takes as long for somebody who has no password, or isn't there, as for somebody who has. */
export async function passwordMatches(kept: string | undefined, password: string): Promise<boolean> {
  const right = await verify(kept ?? (await nobodys()), password.normalize("NFKC"));
  return kept !== undefined && right;
}

let nobodysHash: Promise<string> | undefined;

function nobodys(): Promise<string> {
  nobodysHash ??= hashPassword("a password that nobody has");
  return nobodysHash;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
