// `Retry-After` of RFC 9110: seconds, or the instant from which the server may be asked again.

/** How long to wait in ms; undefined where the server doesn't say so in a way that can be read. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - now);
}
