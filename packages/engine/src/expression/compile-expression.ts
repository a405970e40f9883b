// An expression 条件 of a standard → a detector. Every node has one head (an operator or a way of combining),
// and may say whose turns it means (`by`), where it looks (`in`, `after`, `before`, `around`) and what excuses a hit (`unless`).

import type { PreparedCall } from "../call/prepared-call.ts";
import { absent, type Detection } from "../detection.ts";
import { type Detector, detectorWith, type OperatorDefinition } from "../operator.ts";
import { type Nowhere, oneNowhere } from "../presence.ts";
import { type By, isWhole, type Scope, spokenIn } from "../scope.ts";
import { combinators } from "./combinators.ts";
import type { Expression } from "./expression.ts";
import type { Compile, ExpressionContext } from "./expression-context.ts";
import { compilePlaces, type Placed, placeKeys } from "./places.ts";
import { compileExcuse } from "./unless.ts";

const speakers = ["agent", "customer", "third", "ivr", "unknown", "any"] as const;

const never: Expression = { by: "any", detect: () => absent };

/** Compiles a node; what is wrong is reported to the context by path, and the node then finds nothing. */
export function compileExpression(node: unknown, path: readonly PropertyKey[], context: ExpressionContext): Expression {
  if (typeof node !== "object" || node === null || Array.isArray(node)) {
    context.problem(path, "a condition such as { phrase: [...] }", node);
    return never;
  }
  const fields = node as Record<string, unknown>;
  const heads = Object.keys(fields).filter((key) => !placeKeys.has(key));
  const [head, ...others] = heads;
  if (head === undefined || others.length > 0) {
    context.problem(path, "exactly one operator or combination", heads.length === 0 ? undefined : heads);
    return never;
  }
  const by = readBy(fields.by, [...path, "by"], context);
  const inner = compileHead(head, fields[head], by, [...path, head], context);
  let size = inner.size ?? 1;
  const compilePart: Compile = (...part) => {
    const compiled = compileExpression(...part);
    size += compiled.size ?? 1;
    return compiled;
  };
  const placed = compilePlaces(fields, path, inner.by, context, compilePart);
  const excuse =
    fields.unless === undefined ? undefined : compileExcuse(fields.unless, [...path, "unless"], context, compilePart);
  const isPlain = combinators[head] === undefined && placed === undefined && excuse === undefined;
  if (isPlain) return inner;
  // A condition whose head, or whose anchor, is surely absent need not be looked at.
  const nowhere = oneNowhere([
    ...(inner.detect.nowhere === undefined ? [] : [inner.detect.nowhere]),
    ...(placed?.nowhere ?? []),
  ]);
  return { by: inner.by, size, detect: answered(nowhere, undefined, assemble(inner, placed, excuse)) };
}

function readBy(value: unknown, path: readonly PropertyKey[], context: ExpressionContext): By | undefined {
  if (value === undefined) return undefined;
  const known = speakers.find((speaker) => speaker === value);
  if (known === undefined) context.problem(path, speakers.join(" | "), value);
  return known;
}

function compileHead(
  head: string,
  value: unknown,
  by: By | undefined,
  path: readonly PropertyKey[],
  context: ExpressionContext,
): Expression {
  const combine = combinators[head];
  if (combine !== undefined) return combine(value, by, path, context, compileExpression);
  const operator = context.operators.get(head);
  if (operator !== undefined) return compileOperator(operator, value, by, path, context);
  const known = [...Object.keys(combinators), ...context.operators.keys()].join(", ");
  context.problem(path, `an operator or combination (${known})`, head);
  return never;
}

function compileOperator(
  operator: OperatorDefinition,
  value: unknown,
  by: By | undefined,
  path: readonly PropertyKey[],
  context: ExpressionContext,
): Expression {
  const params = operator.params.safeParse(value);
  if (!params.success) {
    for (const issue of params.error.issues) context.issue([...path, ...issue.path], issue, value);
    return never;
  }
  const who = by ?? operator.by ?? "agent";
  const detect = operator.compile(params.data, context.forOperator(path));
  return { by: who, detect: answered(detect.nowhere, who, detect) };
}

function assemble(
  inner: Expression,
  placed: Placed | undefined,
  excuse: ((found: Detection, ...at: Parameters<Detector>) => Detection) | undefined,
): Detector {
  const look: Detector = placed === undefined ? inner.detect : (call, scope) => placed(call, scope, inner.detect);
  return excuse === undefined ? look : (call, scope) => excuse(look(call, scope), call, scope);
}

/**
 * Nothing is looked for where it surely is not, and the same question about the whole call is answered once: calls are judged
 * one after another, so the last answer is kept. Whose turns the scope names makes no difference to it: every operator inside
 * looks at the turns of its own side, `who`.
 */
function answered(nowhere: Nowhere | undefined, who: By | undefined, look: Detector): Detector {
  let lastCall: PreparedCall | undefined;
  let last: Detection = absent;
  return detectorWith(nowhere, (call, scope: Scope) => {
    const whole = isWhole(scope, call);
    if (whole && lastCall === call) return last;
    if (nowhere?.(call) === true) return absent;
    const found = look(call, who === undefined ? scope : spokenIn(call, scope, who));
    if (whole) {
      last = found;
      lastCall = call;
    }
    return found;
  });
}
