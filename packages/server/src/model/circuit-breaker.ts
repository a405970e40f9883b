// Leaves a failing server alone: after so many failures in a row nobody asks for a while; after that the next failure is enough.

export interface CircuitBreaker {
  /** Until when the server is left alone; undefined where it may be asked. */
  restsUntil(): number | undefined;
  succeeded(): void;
  failed(): void;
}

export function circuitBreaker(failures: number, restMs: number, now: () => number): CircuitBreaker {
  let inARow = 0;
  let until = 0;
  return {
    restsUntil: () => (now() < until ? until : undefined),
    succeeded() {
      inARow = 0;
    },
    failed() {
      inARow += 1;
      if (inARow >= failures) until = now() + restMs;
    },
  };
}
