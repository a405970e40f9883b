// Waits in tests for what another process, thread or job does: long, as other tests may have the processor.
import { setTimeout as wait } from "node:timers/promises";

const longestMs = 120_000;

/** Looks again and again until there is something. @throws Error that says what never came */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const started = performance.now();
  while (performance.now() - started < longestMs) {
    const found = await look();
    if (found !== undefined) return found;
    await wait(25);
  }
  throw new Error(`this never came: ${what}`);
}

/** The same for what is so or not. */
export async function untilTrue(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  await until(what, async () => ((await isSo()) ? true : undefined));
}
