import {
  arraySpace,
  type Density,
  type DiffusedDensity,
  diffusedStart,
  formulas,
  gaussLegendre,
} from "../../../src/index.ts";
import { formulaAt } from "./formula-at.ts";

const panels = 64;
const { nodes, weights } = gaussLegendre(48);
/** Values of sigma / alpha: 0, and 48 from 0.02 to 32. */
const ratios = [0, ...Array.from({ length: 48 }, (_, k) => 0.02 * 1600 ** (k / 47))];

/**
 * A plane curve with noise, as its sampler draws it: points at Gauss nodes of u in 64 panels, their probabilities, the noise's
 * width. The curve's pieces have to end at multiples of 1/64 of u: a panel that jumps from one to the next is no good rule.
 */
function drawn(sampler: formulas.Formula) {
  const u = Float64Array.from({ length: panels * nodes.length }, (_, k) => {
    const panel = Math.floor(k / nodes.length);
    return (panel + (1 + nodes[k % nodes.length]) / 2) / panels;
  });
  const probabilities = u.map((_, k) => weights[k % nodes.length] / 2 / panels);
  const at = (z: number) => formulaAt(sampler, [], 2, u, new Float64Array(2 * u.length).fill(z));
  const points = at(0);
  return { points, probabilities, width: at(1)[0] - points[0] };
}

/** log density and score of the points p_k, smeared by normals of variance v, at (x, y). */
function smeared({ points, probabilities }: ReturnType<typeof drawn>, v: number, x: number, y: number) {
  const l = probabilities.map(
    (p, k) => Math.log(p) - ((x - points[2 * k]) ** 2 + (y - points[2 * k + 1]) ** 2) / (2 * v),
  );
  const top = l.reduce((a, b) => Math.max(a, b));
  let [sum, sx, sy] = [0, 0, 0];
  l.forEach((value, k) => {
    const weight = Math.exp(value - top);
    sum += weight;
    sx += weight * points[2 * k];
    sy += weight * points[2 * k + 1];
  });
  return [top + Math.log(sum / (2 * Math.PI * v)), (sx / sum - x) / v, (sy / sum - y) / v];
}

/**
 * The largest errors of a curve's density by quadrature, without noise and under 48 strengths of it, at 30 samples of each law: of
 * the log density, and of the score in units of its width. The reference knows the curve's sampler only.
 */
export function quadratureErrors(
  density: DiffusedDensity & Required<Pick<Density, "sampler">>,
): Required<Density>["quadratureError"] {
  const curve = drawn(density.sampler);
  const space = arraySpace({ particles: 30, dimension: 2 });
  let [logDensity, score] = [0, 0];
  for (const ratio of ratios) {
    const x = diffusedStart(space, 0n, density, { alpha: () => 1, sigma: () => ratio }, 0);
    const law = density.diffused(ratio);
    const [logs, scores] = [law, formulas.gradient(law, 2)].map((f) => formulaAt(f, [1, ratio], 2, x));
    const v = curve.width ** 2 + ratio ** 2;
    logs.forEach((value, i) => {
      const [l, sx, sy] = smeared(curve, v, x[2 * i], x[2 * i + 1]);
      logDensity = Math.max(logDensity, Math.abs(value - l));
      score = Math.max(score, Math.sqrt(v) * Math.hypot(scores[2 * i] - sx, scores[2 * i + 1] - sy));
    });
  }
  return { logDensity, score };
}
