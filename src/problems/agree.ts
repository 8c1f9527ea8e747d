import { evaluate, formula, type Node } from "../formula/index.ts";

/** A lattice of points in [-2, 2]^d that meets no symmetry: fractional parts of k times roots of the primes. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19];
const point = (k: number, d: number): number[] =>
  Array.from({ length: d }, (_, j) => 4 * ((k * Math.sqrt(primes[j % 8] + Math.floor(j / 8))) % 1) - 2);

/**
 * Whether two expressions over the coordinates of input 0 and the time are the same function, to rounding: they are
 * compared at 64 points where both are finite, at least 8 of them.
 */
export function agree(a: Node, b: Node, dimension: number): boolean {
  if (a === b) return true;
  const both = formula({ inputs: 1, outputs: [a, b] });
  let compared = 0;
  for (let k = 1; k <= 64; k++) {
    const t = (k * Math.SQRT2) % 1;
    const [u, v] = evaluate(
      both,
      both.parameters.map(() => t),
      point(k, dimension),
    );
    if (!Number.isFinite(u) || !Number.isFinite(v)) continue;
    if (Math.abs(u - v) > 1e-9 * (1 + Math.abs(u) + Math.abs(v))) return false;
    compared++;
  }
  return compared >= 8;
}
