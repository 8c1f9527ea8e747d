import type { LineMixture } from "../line-mixture.ts";
import { trapezoid } from "../trapezoid.ts";

/** What becomes of a wrong start: how far it is from the law at T, and how far its end is from the data. */
export interface EndLaw {
  /** KL(law || what it should be), nats. */
  readonly divergence: number;
  /** Its mean. */
  readonly mean: number;
  /** Its density at the nodes. */
  readonly p: Float64Array;
}

export interface EndLaws {
  readonly nodes: Float64Array;
  readonly start: Omit<EndLaw, "p">;
  readonly flow: EndLaw;
  readonly sde: EndLaw;
}

const normal = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

interface Tabulated {
  readonly nodes: Float64Array;
  readonly weight: number;
  readonly p: Float64Array;
}

const tabulate = (law: LineMixture, n: number): Tabulated => {
  const { nodes, weight } = trapezoid([Math.min(law.reach[0], -12), Math.max(law.reach[1], 12)], n);
  return { nodes, weight, p: law.values(nodes).p };
};

/** KL(q || p) and the mean of q, both by quadrature. */
function judge({ nodes, weight, p }: Tabulated, q: Float64Array): Omit<EndLaw, "p"> {
  let [divergence, mean] = [0, 0];
  for (let i = 0; i < nodes.length; i++) {
    if (q[i] > 0 && p[i] > 0) divergence += weight * q[i] * Math.log(q[i] / p[i]);
    mean += weight * q[i] * nodes[i];
  }
  return { divergence, mean: Math.abs(mean) < 1e-12 ? 0 : mean };
}

/** The distribution function at the nodes, by the rule of the midpoints between them. */
function cumulated({ weight, p }: Tabulated): Float64Array {
  let total = 0;
  return p.map((value) => {
    total += weight * value;
    return total - (weight * value) / 2;
  });
}

/** The value at F of a table that is ascending in F. */
function inverse(F: Float64Array, nodes: Float64Array, u: number): number {
  let [low, high] = [0, F.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (F[middle] < u) low = middle;
    else high = middle;
  }
  const w = F[high] > F[low] ? (u - F[low]) / (F[high] - F[low]) : 0;
  return nodes[low] + w * (nodes[high] - nodes[low]);
}

/**
 * Where N(0, 1) in place of the law p_T at the end of the schedule is taken, exactly, on the line. With r = N(0, 1) / p_T:
 * the flow keeps the order of points, so it maps x_0 to x_T of equal probability and its law is p_0(x_0) r(x_T), which has
 * the divergence of the start; the reverse SDE draws x_0 given x_T, so its law is p_0(x_0) E[r(x_T) | x_0].
 *
 * @param alpha and `sigma`: x_T = alpha x_0 + sigma z
 */
export function endLaws(
  data: LineMixture,
  last: LineMixture,
  alpha: number,
  sigma: number,
  n = 2000,
): EndLaws {
  const [zero, end] = [data, last].map((law) => tabulate(law, n));
  const [F0, FT] = [zero, end].map(cumulated);
  const ratioAt = (x: Float64Array): Float64Array => {
    const { log } = last.values(x);
    return x.map((xi, i) => Math.exp(Math.log(normal(xi)) - log[i]));
  };
  const moved = ratioAt(zero.nodes.map((_, i) => inverse(FT, end.nodes, F0[i])));
  const flow = zero.p.map((p, i) => p * moved[i]);
  const r = ratioAt(end.nodes);
  const sde = zero.nodes.map((x0, i) =>
    zero.p[i] < 1e-300
      ? 0
      : zero.p[i] *
        end.nodes.reduce(
          (sum, x, j) => sum + (end.weight / sigma) * normal((x - alpha * x0) / sigma) * r[j],
          0,
        ),
  );
  return {
    nodes: zero.nodes,
    start: judge(end, end.nodes.map(normal)),
    flow: { ...judge(zero, flow), p: flow },
    sde: { ...judge(zero, sde), p: sde },
  };
}
