/** Polynomials that are orthonormal for weights at nodes, by the three-term recurrence: their values at x. */
function orthonormal(nodes: ArrayLike<number>, weights: ArrayLike<number>, count: number) {
  const xs = Array.from(nodes);
  const sum = (f: (i: number) => number) => xs.reduce((total, _, i) => total + weights[i] * f(i), 0);
  const recurrence: (readonly [a: number, b: number])[] = [];
  const at = (x: number): number[] => {
    const p = [1 / norm];
    recurrence.forEach(([a, b], n) => {
      p.push(((x - a) * p[n] - (n > 0 ? recurrence[n - 1][1] * p[n - 1] : 0)) / b);
    });
    return p;
  };
  const norm = Math.sqrt(sum(() => 1));
  for (let n = 0; n + 1 < count; n++) {
    const p = xs.map(at);
    const a = sum((i) => xs[i] * p[i][n] ** 2);
    const rest = (i: number) => (xs[i] - a) * p[i][n] - (n > 0 ? recurrence[n - 1][1] * p[i][n - 1] : 0);
    recurrence.push([a, Math.sqrt(sum((i) => rest(i) ** 2))]);
  }
  return at;
}

/** Solves x A = b by elimination with pivots. */
function solveLeft(A: readonly number[][], b: readonly number[]): number[] {
  const n = b.length;
  const rows = b.map((value, j) => [...A.map((row) => row[j]), value]); // transposed, with the right side
  for (let k = 0; k < n; k++) {
    const pivot = rows.findIndex(
      (row, i) => i >= k && Math.abs(row[k]) === Math.max(...rows.slice(k).map((r) => Math.abs(r[k]))),
    );
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    x[k] = (rows[k][n] - x.reduce((sum, v, j) => sum + (j > k ? rows[k][j] * v : 0), 0)) / rows[k][k];
  }
  return x;
}

/** One coordinate of a chain: nodes of its reference law, and that law's weights there. */
export interface Axis {
  readonly nodes: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  /** Polynomials in this coordinate. */
  readonly count: number;
}

/** A transition: coordinates before and after, and its weight under the reference law and the noise. */
export interface Transition {
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  readonly weight: number;
}

/**
 * The stationary second moment of the first coordinate of a chain in two, by Galerkin's method: its law is the reference law times a
 * polynomial g, for which the mean of phi(after) - phi(before) vanishes for every polynomial phi of the basis. A chain that is odd
 * under (x, y) -> (-x, -y) needs those of even degree only.
 */
export function stationarySecondMoment(
  [x, y]: readonly [Axis, Axis],
  transitions: readonly Transition[],
): number {
  const [p, q] = [x, y].map(({ nodes, weights, count }) => orthonormal(nodes, weights, count));
  const basis = Array.from({ length: x.count }, (_, i) => Array.from({ length: y.count }, (_, j) => [i, j]))
    .flat()
    .filter(([i, j]) => (i + j) % 2 === 0);
  const values = ([u, v]: readonly [number, number]): number[] => {
    const [a, b] = [p(u), q(v)];
    return basis.map(([i, j]) => a[i] * b[j]);
  };
  const n = basis.length;
  const M = basis.map(() => new Array<number>(n).fill(0));
  const [mass, moments] = [new Array<number>(n).fill(0), new Array<number>(n).fill(0)];
  for (const { before, after, weight } of transitions) {
    const [f, g] = [values(before), values(after)];
    for (let i = 0; i < n; i++) {
      const share = weight * f[i];
      mass[i] += share;
      moments[i] += share * before[0] ** 2;
      for (let j = 0; j < n; j++) M[i][j] += share * (g[j] - f[j]);
    }
  }
  const inner = M.slice(1).map((row) => row.slice(1));
  const first = M[0].slice(1).map((v) => -v);
  const a = [1, ...solveLeft(inner, first)];
  const dot = (v: readonly number[]) => v.reduce((sum, x, i) => sum + a[i] * x, 0);
  return dot(moments) / dot(mass);
}
