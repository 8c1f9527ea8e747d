import { integer } from "../check.ts";
import {
  coordinate,
  derivative,
  type Formula,
  formula,
  mul,
  type Node,
  sum,
  topological,
} from "../formula/index.ts";
import { UsageError } from "../refusal.ts";
import type { Space } from "../space.ts";
import { agree } from "./agree.ts";
import { type Calculus, inBothSenses } from "./calculus.ts";
import type { Field, Problems, Product } from "./problem.ts";

export interface SdeFormulas {
  /** f: d outputs over input 0; it may have the parameter "t". */
  readonly drift: Formula;
  /** B, by rows: d m outputs over input 0, 1 <= m <= d; it may have the parameter "t". */
  readonly diffusion: Formula;
  readonly calculus: Calculus;
}

/** What is known of an SDE that is given by formulas: all kinds that it is of. */
export type Sde<S> = Problems<S>["stratonovich"] &
  Partial<Pick<Problems<S>["commutative"], "quadratic" | "correction">> &
  Partial<Pick<Problems<S>["additive"], "additive">>;

/** Whether Milstein's method can serve it: its noise needs no Levy areas. */
export const isCommutative = <S>(problem: Sde<S>): problem is Problems<S>["commutative"] =>
  problem.quadratic !== undefined && problem.correction !== undefined;

/** Whether its noise does not depend on the state. */
export const isAdditive = <S>(problem: Sde<S>): problem is Problems<S>["additive"] =>
  problem.additive === true && isCommutative(problem);

/** B as columns of nodes. */
function columnsOf({ drift, diffusion }: SdeFormulas): Node[][] {
  const d = drift.outputs.length;
  const m = integer("columns of the diffusion", diffusion.outputs.length / d, { min: 1, max: d });
  for (const f of [drift, diffusion]) {
    if (f.inputs === 1 && f.parameters.every((name) => name === "t")) continue;
    throw new UsageError({
      what: "formula of an SDE",
      got: `${f.inputs} inputs, parameters ${f.parameters.join(", ")}`,
      expected: `one input, and no parameter but "t"`,
    });
  }
  return Array.from({ length: m }, (_, j) => drift.outputs.map((_, i) => diffusion.outputs[i * m + j]));
}

/** A function of the state, or of the state and the increment, from its components. */
function on<S>(space: Space<S>, inputs: 1 | 2, outputs: readonly Node[]) {
  const f = formula({ inputs, outputs });
  const numbers = (t: number) => f.parameters.map(() => t);
  const field: Field<S> = (t, x, out) => space.evaluate(f, numbers(t), out, x);
  const product: Product<S> = (t, x, w, out) => space.evaluate(f, numbers(t), out, x, w);
  return { field, product };
}

/**
 * dX = f(t, X) dt + B(t, X) dW from formulas, in either calculus, forwards in time. The derivatives of B say of which kinds it is:
 * where the noise is commutative the problem has what Milstein's method needs, where B does not depend on x it is additive.
 *
 * @throws UsageError unless B has d rows and at most d columns
 */
export function sde<S>(space: Space<S>, formulas: SdeFormulas): Sde<S> {
  const B = columnsOf(formulas);
  const w = B.map((_, j) => coordinate(1, j));
  /** L^j b = sum_k B_kj db/dx_k */
  const L = (j: number, b: Node): Node =>
    sum(B[j].map((Bkj, k) => mul(Bkj, derivative(b, coordinate(0, k)))));
  const rows = <T>(make: (i: number) => T): T[] => formulas.drift.outputs.map((_, i) => make(i));
  const over = (make: (j: number) => Node): Node => sum(B.map((_, j) => make(j)));
  const corrects = on(
    space,
    1,
    rows((i) => over((j) => L(j, B[j][i]))),
  ).field;
  const problem = {
    direction: 1 as const,
    ...inBothSenses(space, {
      drift: on(space, 1, formulas.drift.outputs).field,
      calculus: formulas.calculus,
      correction: corrects,
    }),
    product: on(
      space,
      2,
      rows((i) => over((j) => mul(B[j][i], w[j]))),
    ).product,
  };
  const commutes = B.every((b, j) =>
    B.slice(0, j).every((c, l) => b.every((_, i) => agree(L(j, c[i]), L(l, b[i]), b.length))),
  );
  if (!commutes) return problem;
  const quadratic = rows((i) => over((j) => over((l) => mul(L(j, B[l][i]), mul(w[j], w[l])))));
  const free = topological(B.flat()).every(({ op }) => op !== "coordinate");
  return {
    ...problem,
    quadratic: on(space, 2, quadratic).product,
    correction: corrects,
    ...(free && { additive: true as const }),
  };
}
