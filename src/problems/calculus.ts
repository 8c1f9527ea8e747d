import { UsageError } from "../refusal.ts";
import type { Space } from "../space.ts";
import type { Field } from "./problem.ts";

/** How a stochastic integral is meant: Ito's has no mean, Stratonovich's obeys the chain rule. */
export type Calculus = "ito" | "stratonovich";

interface OneSense<S> {
  /** The drift in the sense of `calculus`. */
  readonly drift: Field<S>;
  readonly calculus: Calculus;
  /** sum_j L^j B_j */
  readonly correction: Field<S>;
}

/**
 * The drift of a problem in both senses: Ito's is Stratonovich's plus half the correction.
 *
 * @throws UsageError for another word than the two: taken for either it would be a wrong drift
 */
export function inBothSenses<S>(
  space: Space<S>,
  { drift, calculus, correction }: OneSense<S>,
): { readonly drift: Field<S>; readonly stratonovich: Field<S> } {
  if (calculus !== "ito" && calculus !== "stratonovich") {
    throw new UsageError({ what: "calculus", got: calculus, expected: 'one of "ito", "stratonovich"' });
  }
  let c = space.scratch();
  const shifted: Field<S> = (t, x, out) => {
    const f = drift(t, x, out);
    c = correction(t, x, c);
    return space.combine(f, [1, f], [calculus === "ito" ? -0.5 : 0.5, c]);
  };
  return calculus === "ito" ? { drift, stratonovich: shifted } : { drift: shifted, stratonovich: drift };
}
