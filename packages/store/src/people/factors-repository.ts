// The second factor 第二因素 of a user: its secret, the codes that were used, the recovery codes that were not.
import type { Runner } from "../database/database.ts";

/** Keeps a new secret that still has to be confirmed; one that is confirmed stays until it is taken away. @returns whether it was kept */
export async function offerFactor(runner: Runner, userId: string, secret: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable("users")
    .set({ factor_secret: secret, factor_step: 0 })
    .where("id", "=", userId)
    .where("factor_confirmed_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** From now on the factor is asked for, and these codes stand in for a lost one, each once. */
export async function confirmFactor(
  runner: Runner,
  userId: string,
  codeHashes: readonly Buffer[],
  at: Date,
): Promise<void> {
  await runner.updateTable("users").set({ factor_confirmed_at: at }).where("id", "=", userId).execute();
  await runner.deleteFrom("recovery_codes").where("user_id", "=", userId).execute();
  await runner
    .insertInto("recovery_codes")
    .values(codeHashes.map((hash) => ({ user_id: userId, code_hash: hash })))
    .execute();
}

export async function removeFactor(runner: Runner, userId: string): Promise<void> {
  await runner
    .updateTable("users")
    .set({ factor_secret: null, factor_confirmed_at: null, factor_step: 0 })
    .where("id", "=", userId)
    .execute();
  await runner.deleteFrom("recovery_codes").where("user_id", "=", userId).execute();
}

/** Marks the code of a time step as used. @returns false where it, or a later one, was used before */
export async function useFactorStep(runner: Runner, userId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable("users")
    .set({ factor_step: step })
    .where("id", "=", userId)
    .where("factor_step", "<", step)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns false where there is no such code, or it was used */
export async function useRecoveryCode(runner: Runner, userId: string, hash: Buffer): Promise<boolean> {
  const { numDeletedRows } = await runner
    .deleteFrom("recovery_codes")
    .where("user_id", "=", userId)
    .where("code_hash", "=", hash)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function countRecoveryCodes(runner: Runner, userId: string): Promise<number> {
  const { count } = await runner
    .selectFrom("recovery_codes")
    .select((select) => select.fn.countAll().as("count"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
