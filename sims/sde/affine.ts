import { formulas, type SdeFormulas } from "../../src/index.ts";

const { coordinate, derivative, evaluate, formula, topological } = formulas;

export type Vector = readonly number[];
export type Matrix = readonly Vector[];

/** x -> M x + c */
export interface Affine {
  readonly M: Matrix;
  readonly c: Vector;
}

export const sum = (a: Vector, b: Vector): number[] => a.map((v, i) => v + b[i]);
export const apply = (M: Matrix, x: Vector): number[] =>
  M.map((row) => row.reduce((total, a, k) => total + a * x[k], 0));
export const transpose = (M: Matrix): number[][] => M.map((_, k) => M.map((row) => row[k]));
export const multiply = (A: Matrix, B: Matrix): number[][] => {
  const columns = transpose(B);
  return A.map((row) => apply(columns, row));
};

/** d functions as the coefficients that they have at t; undefined where they are not affine in x. */
function affine(outputs: readonly formulas.Node[]): ((t: number) => Affine) | undefined {
  const d = outputs.length;
  const slopes = outputs.flatMap((f) => outputs.map((_, k) => derivative(f, coordinate(0, k))));
  if (topological(slopes).some(({ op }) => op === "coordinate")) return undefined;
  const all = formula({ inputs: 1, outputs: [...outputs, ...slopes] });
  const at = (t: number): Affine => {
    const numbers = all.parameters.map(() => t);
    const values = evaluate(all, numbers, new Array<number>(d).fill(0));
    return { c: values.slice(0, d), M: outputs.map((_, i) => values.slice(d + i * d, 2 * d + i * d)) };
  };
  if (all.parameters.length > 0) return at;
  const always = at(0);
  return () => always;
}

/** Drift in Ito's sense, and the columns of the diffusion, of a linear SDE at t. */
export interface LinearSde {
  readonly drift: Affine;
  readonly columns: readonly Affine[];
}

/** The coefficients of an SDE whose drift and diffusion are affine in x; undefined for any other. */
export function linearSde({
  drift,
  diffusion,
  calculus,
}: SdeFormulas): ((t: number) => LinearSde) | undefined {
  const d = drift.outputs.length;
  const m = diffusion.outputs.length / d;
  const f = affine(drift.outputs);
  const B = Array.from({ length: m }, (_, j) =>
    affine(drift.outputs.map((_, i) => diffusion.outputs[i * m + j])),
  );
  const known = B.filter((column) => column !== undefined);
  if (f === undefined || known.length < m) return undefined;
  return (t) => {
    const columns = known.map((column) => column(t));
    if (calculus === "ito") return { drift: f(t), columns };
    // B_j = C x + c adds L^j B_j / 2 = C (C x + c) / 2
    const half = (v: Vector) => v.map((a) => a / 2);
    return {
      drift: columns.reduce(
        ({ M, c }, { M: C, c: b }) => ({
          M: M.map((row, i) => sum(row, half(multiply(C, C)[i]))),
          c: sum(c, half(apply(C, b))),
        }),
        f(t),
      ),
      columns,
    };
  };
}
