// Limits on guessing: so many tries at a password for each name and address, so many codes for each user.
import { AppError } from "@tingheng/domain";
import { type AttemptLimit, tryOnce } from "@tingheng/store";
import type { Services } from "../services.ts";
import { hashOf } from "./tokens.ts";

/** What is guessed: a password (by name and address), or a code (by user, wherever it is tried). */
export type Guess = "password" | "code" | "setup";

const limits: Readonly<Record<Guess, AttemptLimit>> = {
  password: { most: 5, windowMs: 60_000 },
  code: { most: 10, windowMs: 300_000 },
  setup: { most: 5, windowMs: 60_000 },
};

export function guessKey(guess: Guess, ...whose: readonly string[]): Buffer {
  return hashOf(guess, ...whose);
}

/** @throws AppError `access.too-many` with the seconds to wait */
export async function countGuess(services: Services, guess: Guess, key: Buffer): Promise<void> {
  const at = services.now();
  const until = await services.database.transaction((trx) => tryOnce(trx, key, limits[guess], at));
  if (until === undefined) return;
  throw new AppError("access.too-many", { seconds: String(Math.ceil((until.getTime() - at.getTime()) / 1_000)) });
}
