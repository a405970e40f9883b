// Giving up the beginning of the log when its time is over. A head is signed at its end, so that what is left still follows from
// something that was vouched for; and the cut itself is signed, so that a beginning that somebody else took away is found.
import { type KeyObject, sign, verify } from "node:crypto";
import type { Database, Runner } from "../database/database.ts";

export interface AuditCut {
  /** Entries up to this one were given up. */
  readonly size: number;
  readonly at: Date;
  readonly signature: Uint8Array;
}

export async function lastCut(runner: Runner): Promise<AuditCut | undefined> {
  const row = await runner.selectFrom("audit_cuts").selectAll().orderBy("size", "desc").limit(1).executeTakeFirst();
  return row && { size: Number(row.size), at: row.at, signature: row.signature };
}

export function isCutSigned(cut: AuditCut, publicKey: KeyObject): boolean {
  return verify(null, signedText(cut), publicKey, cut.signature);
}

/**
 * Gives up what was written before `until`, as far as the last head that was signed before then.
 * @returns undefined where there is nothing to give up
 */
export function cutLog(database: Database, key: KeyObject, until: Date, at: Date): Promise<AuditCut | undefined> {
  return database.alone("audit-heads", () =>
    database.transaction(async (transaction) => {
      const head = await transaction
        .selectFrom("audit_heads")
        .select("size")
        .where("at", "<", until)
        .orderBy("size", "desc")
        .limit(1)
        .executeTakeFirst();
      const size = Number(head?.size ?? 0);
      if (size <= ((await lastCut(transaction))?.size ?? 0)) return undefined;
      const signature = sign(null, signedText({ size, at }), key);
      await transaction.insertInto("audit_cuts").values({ size, at, signature }).execute();
      await transaction.deleteFrom("audit_entries").where("seq", "<=", size).execute();
      return { size, at, signature };
    }),
  );
}

function signedText({ at, size }: Omit<AuditCut, "signature">): Buffer {
  return Buffer.from(JSON.stringify({ at: at.toISOString(), size, what: "tingheng audit cut" }));
}
