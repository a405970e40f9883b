// What compiling an expression may use: the operators, the standard's named conditions, and a place to report problems.
import type { z } from "zod";
import type { OperatorContext, OperatorDefinition } from "../operator.ts";
import type { By } from "../scope.ts";
import type { Expression } from "./expression.ts";

export interface ExpressionContext {
  readonly operators: ReadonlyMap<string, OperatorDefinition>;
  /** The condition defined under a name, compiled once; undefined where there is none (already reported). */
  definition(name: string, path: readonly PropertyKey[]): Expression | undefined;
  forOperator(path: readonly PropertyKey[]): OperatorContext;
  problem(path: readonly PropertyKey[], expected: string, found: unknown): void;
  issue(path: readonly PropertyKey[], issue: z.core.$ZodIssue, value: unknown): void;
}

export type Compile = (node: unknown, path: readonly PropertyKey[], context: ExpressionContext) => Expression;

export type Combinator = (
  value: unknown,
  by: By | undefined,
  path: readonly PropertyKey[],
  context: ExpressionContext,
  compile: Compile,
) => Expression;
