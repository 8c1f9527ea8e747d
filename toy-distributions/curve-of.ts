import { type Density, type DiffusedDensity, formulas } from "../src/index.ts";
import { chosen } from "./chosen.ts";
import type { Piece } from "./piece.ts";
import { smearedPoints } from "./smeared-points.ts";

const { add, constant, coordinate, div, formula, mul, parameter, sub } = formulas;
type Node = formulas.Node;

interface Options
  extends Pick<Density, "name" | "title" | "about" | "window">,
    Required<Pick<Density, "quadratureError">> {
  readonly reference?: string;
  /** Standard deviation of the noise around the curve, > 0. */
  readonly noise: number;
  /** From this width on all nodes stay: about the size of the whole curve. */
  readonly widest: number;
}

/** Widths for which the nodes are chosen grow by this factor from one level to the next. */
const levelFactor = 1.25;

const numberOf = (node: Node): number => {
  if (node.op !== "constant") throw new TypeError("a curve at a number is a number");
  return node.value;
};

/** log density of alpha x + sigma z, by the nodes of all pieces for this width. */
function law(pieces: readonly Piece[], noise: number, width: number) {
  const nodes = pieces.flatMap(({ share, point, rule }) => {
    const { parameters, probabilities } = rule(width);
    return Array.from(parameters, (t, k) => ({
      c: point(constant(t)).map(numberOf),
      logWeight: Math.log(share * probabilities[k]),
    }));
  });
  const columns = [0, 1].map((j) => nodes.map(({ c }) => c[j]));
  return smearedPoints({ columns, logWeights: nodes.map(({ logWeight }) => logWeight) }, noise);
}

/** The piece by its share of u, the point by what is left of u, and the noise. */
function samplerOf(pieces: readonly Piece[], noise: number): formulas.Formula {
  const u = coordinate(0, 0);
  let total = 0;
  const cumulated = pieces.map(({ share }) => {
    total += share;
    return total;
  });
  const points = pieces.map(({ share, parameter = (s: Node) => s, point }, i) =>
    point(parameter(div(sub(u, i === 0 ? 0 : cumulated[i - 1]), share))),
  );
  const outputs = [0, 1].map((j) => {
    const onCurve = chosen(
      u,
      cumulated,
      points.map((p) => p[j]),
    );
    return add(onCurve, mul(noise, coordinate(1, j)));
  });
  return formula({ inputs: 2, outputs });
}

/**
 * A random point of a plane curve plus N(0, noise^2 I), with its exact sampler; density and law under noise are a
 * quadrature along the curve: sum_k w_k N(alpha c_k, (alpha^2 noise^2 + sigma^2) I). How many nodes resolve the curve
 * is asked of its pieces for the width sqrt(noise^2 + (sigma / alpha)^2), rounded down to one of a few levels.
 */
export function curveOf(pieces: readonly Piece[], { noise, widest, ...rest }: Options) {
  const levelOf = (width: number) =>
    Math.floor(Math.log(Math.min(width, widest) / noise) / Math.log(levelFactor) + 1e-9);
  const levels: formulas.Formula[] = [];
  const diffused = (noiseToSignal: number): formulas.Formula => {
    const level = levelOf(Math.hypot(noise, noiseToSignal));
    levels[level] ??= formula({
      inputs: 1,
      parameters: ["alpha", "sigma"],
      outputs: [law(pieces, noise, noise * levelFactor ** level)(parameter("alpha"), parameter("sigma"))],
    });
    return levels[level];
  };
  return {
    ...rest,
    dimension: 2,
    logDensity: formula({ inputs: 1, outputs: [law(pieces, noise, noise)(1, 0)] }),
    normalised: true,
    sampler: samplerOf(pieces, noise),
    diffused,
  } satisfies DiffusedDensity;
}
