// An expression 条件 of a standard → a detector. Every node has one head (an operator or a way of combining),
// and may say whose turns it means (`by`), where it looks (`in`, `after`, `before`, `around`) and what excuses a hit (`unless`).

import type { PreparedCall } from "../call/prepared-call.ts";
import { absent, type Detection } from "../detection.ts";
import { type Detector, detectorWith, type OperatorDefinition } from "../operator.ts";
import { oneNowhere } from "../presence.ts";
import { type By, isWhole, type Scope, spokenIn } from "../scope.ts";
import { combinators } from "./combinators.ts";
import type { Expression } from "./expression.ts";
import type { ExpressionContext } from "./expression-context.ts";
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
  const placed = compilePlaces(fields, path, inner.by, context, compileExpression);
  const excuse =
    fields.unless === undefined
      ? undefined
      : compileExcuse(fields.unless, [...path, "unless"], context, compileExpression);
  const isPlain = combinators[head] === undefined && placed === undefined && excuse === undefined;
  if (isPlain) return inner;
  return { by: inner.by, detect: skipping(inner.detect, placed, remembered(assemble(inner, placed, excuse))) };
}

/** A condition whose head, or whose anchor, is surely absent need not be looked at. */
function skipping(head: Detector, placed: Placed | undefined, detect: Detector): Detector {
  const nowhere = oneNowhere([...(head.nowhere === undefined ? [] : [head.nowhere]), ...(placed?.nowhere ?? [])]);
  if (nowhere === undefined) return detect;
  return detectorWith(nowhere, (call, scope) => (nowhere(call) ? absent : detect(call, scope)));
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
  const own = remembered((call, scope) => detect(call, spokenIn(call, scope, who)));
  return { by: who, detect: skipping(detect, undefined, own) };
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
 * The same question about the whole call is answered once: calls are judged one after another, so the last answer is kept.
 * Whose turns the scope names makes no difference: every operator inside looks at the turns of its own side.
 */
function remembered(detect: Detector): Detector {
  let lastCall: PreparedCall | undefined;
  let last: Detection = absent;
  return (call, scope: Scope) => {
    if (!isWhole(scope, call)) return detect(call, scope);
    if (lastCall === call) return last;
    last = detect(call, scope);
    lastCall = call;
    return last;
  };
}
