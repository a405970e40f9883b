// Ways of combining conditions: all, any, not, use (a named one), count, kinds, sequence.

import { z } from "zod";
import type { PreparedCall } from "../call/prepared-call.ts";
import { absent, alone, both, type Detection, detection, either, firstOf, type Hit, negated } from "../detection.ts";
import { type Detector, detectorWith } from "../operator.ts";
import { allNowhere, type Nowhere, oneNowhere } from "../presence.ts";
import { type By, behind, type Scope } from "../scope.ts";
import type { Expression } from "./expression.ts";
import type { Combinator, Compile, ExpressionContext } from "./expression-context.ts";
import { parsed } from "./places.ts";

export const combinators: Readonly<Record<string, Combinator>> = {
  all: (value, by, path, context, compile) => {
    const parts = list(value, by, path, context, compile);
    const smallFirst = [...parts.keys()].sort((a, b) => sizeOf(parts[a]) - sizeOf(parts[b]));
    const detect: Detector = (call, scope) => {
      const found: Detection[] = [];
      for (let at = 0; at < smallFirst.length; at += 1) {
        const position = smallFirst[at] as number;
        const one = (parts[position] as Expression).detect(call, scope);
        if (one.state === "no") return absent;
        found[position] = one;
      }
      return both(found);
    };
    return {
      by: commonBy(parts, by),
      size: sizeOfAll(parts),
      detect: detectorWith(oneNowhere(proofsOf(parts)), detect),
    };
  },
  any: (value, by, path, context, compile) => {
    const parts = list(value, by, path, context, compile);
    const detect: Detector = (call, scope) => {
      let only: Detection = absent;
      let several: Detection[] | undefined;
      for (let at = 0; at < parts.length; at += 1) {
        const one = (parts[at] as Expression).detect(call, scope);
        if (one.state === "no") continue;
        if (several !== undefined) several.push(one);
        else if (only === absent) only = one;
        else several = [only, one];
      }
      return several === undefined ? alone(only) : either(several);
    };
    return { by: commonBy(parts, by), size: sizeOfAll(parts), detect: withEveryAbsent(parts, detect) };
  },
  not: (value, by, path, context, compile) => {
    const part = compile(withBy(value, by), path, context);
    return { by: part.by, size: sizeOf(part), detect: (call, scope) => negated(part.detect(call, scope)) };
  },
  use: (value, _by, path, context) => {
    if (typeof value !== "string") {
      context.problem(path, "the name of a definition", value);
      return nowhere;
    }
    return context.definition(value, path) ?? nowhere;
  },
  count: countOf,
  kinds: kindsOf,
  sequence: (value, by, path, context, compile) => {
    const steps = list(value, by, path, context, compile);
    const detect: Detector = (call, scope) => sequence(steps, call, scope);
    return {
      by: commonBy(steps, by),
      size: sizeOfAll(steps),
      detect: detectorWith(oneNowhere(proofsOf(steps)), detect),
    };
  },
};

function sizeOf(part: Expression | undefined): number {
  return part?.size ?? 1;
}

function sizeOfAll(parts: readonly Expression[]): number {
  return parts.reduce((size, part) => size + sizeOf(part), 0);
}

function proofsOf(parts: readonly Expression[]): readonly Nowhere[] {
  return parts.flatMap(({ detect }) => detect.nowhere ?? []);
}

/** Surely absent where all the conditions are, as far as each of them can tell. */
function withEveryAbsent(parts: readonly Expression[], detect: Detector): Detector {
  const proofs = proofsOf(parts);
  return proofs.length < parts.length || parts.length === 0 ? detect : detectorWith(allNowhere(proofs), detect);
}

const nowhere: Expression = { by: "any", detect: () => absent };

function list(
  value: unknown,
  by: By | undefined,
  path: readonly PropertyKey[],
  context: ExpressionContext,
  compile: Compile,
) {
  if (!Array.isArray(value) || value.length === 0) {
    context.problem(path, "a list of conditions", value);
    return [];
  }
  return value.map((node, index) => compile(withBy(node, by), [...path, index], context));
}

/** `by` on a combination is the default for its parts. */
function withBy(node: unknown, by: By | undefined): unknown {
  if (by === undefined || typeof node !== "object" || node === null || "by" in node) return node;
  return { ...node, by };
}

function commonBy(parts: readonly Expression[], by: By | undefined): By {
  if (by !== undefined) return by;
  const first = parts[0]?.by ?? "any";
  return parts.every((part) => part.by === first) ? first : "any";
}

const Count = z
  .strictObject({
    of: z.unknown().refine((condition) => condition !== undefined, { error: "a condition" }),
    atLeast: z.int().nonnegative().optional(),
    atMost: z.int().nonnegative().optional(),
  })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, { error: "atLeast or atMost" })
  .refine(({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }) => atLeast <= atMost, {
    path: ["atMost"],
    error: "atMost not below atLeast",
  });

/** How often something is found: at least or at most so many places. */
function countOf(...[value, by, path, context, compile]: Parameters<Combinator>): Expression {
  const params = parsed(Count, value, path, context);
  if (params === undefined) return nowhere;
  const part = compile(withBy(params.of, by), [...path, "of"], context);
  const least = params.atLeast ?? 0;
  const most = params.atMost ?? Number.POSITIVE_INFINITY;
  const detect: Detector = (call, scope) => {
    const found = part.detect(call, scope);
    const sure = found.hits.length;
    const possible = found.missing.length > 0 ? Number.POSITIVE_INFINITY : sure + found.maybe.length;
    const hits = found.hits.map((hit) => ({
      measure: "count" as const,
      value: sure,
      threshold: params.atLeast ?? most,
      ...hit,
    }));
    if (sure >= least && possible <= most) return { state: "yes", hits, maybe: found.maybe, missing: [] };
    if (possible < least || sure > most) return absent;
    return { state: "unknown", hits: [], maybe: [...found.hits, ...found.maybe], missing: found.missing };
  };
  return { by: part.by, size: sizeOf(part), detect: least === 0 ? detect : withEveryAbsent([part], detect) };
}

/** Each hit carries the kind under which it was found. */
function kindsOf(...[value, by, path, context, compile]: Parameters<Combinator>): Expression {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    context.problem(path, "kinds by name: { name: <condition>, … }", value);
    return nowhere;
  }
  const kinds = Object.entries(value).map(([kind, node]) => ({
    kind,
    part: compile(withBy(node, by), [...path, kind], context),
  }));
  const mark = (hits: readonly Hit[], kind: string) => hits.map((hit) => ({ ...hit, kind }));
  const detect: Detector = (call, scope) =>
    either(
      kinds.map(({ kind, part }): Detection => {
        const found = part.detect(call, scope);
        return found === absent ? absent : { ...found, hits: mark(found.hits, kind), maybe: mark(found.maybe, kind) };
      }),
    );
  const parts = kinds.map(({ part }) => part);
  return { by: commonBy(parts, by), size: sizeOfAll(parts), detect: withEveryAbsent(parts, detect) };
}

/** Each condition after the one before it; an unsure step makes the whole unsure. */
function sequence(steps: readonly Expression[], call: PreparedCall, scope: Scope): Detection {
  const path: Hit[] = [];
  let rest = scope;
  let sure = true;
  for (const step of steps) {
    const found = step.detect(call, rest);
    const next = firstOf(found.hits) ?? firstOf(found.maybe);
    if (next === undefined) return found.missing.length > 0 ? detection([], [], found.missing) : absent;
    sure &&= found.state === "yes";
    path.push(next);
    rest = behind(rest, next);
  }
  return sure ? detection(path) : detection([], path);
}
