// Stretches of time: what is left of some without others, and those that touch made one.

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** The parts of each stretch that lie in none of the others. */
export function withoutSpans<S extends Span>(spans: readonly S[], others: readonly Span[]): readonly S[] {
  return others.reduce((left, other) => left.flatMap((one) => cut(one, other)), spans);
}

function cut<S extends Span>(span: S, other: Span): S[] {
  if (other.endMs <= span.startMs || other.startMs >= span.endMs) return [span];
  const parts: S[] = [];
  if (other.startMs > span.startMs) parts.push({ ...span, endMs: other.startMs });
  if (other.endMs < span.endMs) parts.push({ ...span, startMs: other.endMs });
  return parts;
}

/** In order, with those that overlap made one; two that merely follow each other stay two. */
export function joined<S extends Span>(spans: readonly S[]): readonly S[] {
  const result: S[] = [];
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = result.at(-1);
    if (last === undefined || span.startMs >= last.endMs) result.push(span);
    else result[result.length - 1] = { ...last, endMs: Math.max(last.endMs, span.endMs) };
  }
  return result;
}
