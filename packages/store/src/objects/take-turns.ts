// Lets work on one key wait for earlier work on the same key, so that the same content is not sent twice at once.

export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function takeTurns(): Turns {
  const lastOf = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = lastOf.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    lastOf.set(key, mine);
    try {
      return await mine;
    } finally {
      if (lastOf.get(key) === mine) lastOf.delete(key);
    }
  };
}
