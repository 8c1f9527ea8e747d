import { freshNoise } from "../../src/noise/fresh.ts";
import type { Field, Kind, Problems } from "../../src/problems/problem.ts";
import type { BatchSolver, Solver } from "../../src/solver.ts";
import { baoab } from "../../src/solvers/baoab.ts";
import { dormandPrince } from "../../src/solvers/dormand-prince.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { exponentialEuler } from "../../src/solvers/exponential-euler.ts";
import { heun } from "../../src/solvers/heun.ts";
import { hmc } from "../../src/solvers/hmc.ts";
import { mala } from "../../src/solvers/mala.ts";
import { milstein } from "../../src/solvers/milstein.ts";
import { sra1 } from "../../src/solvers/sra1.ts";
import { stochasticHeun } from "../../src/solvers/stochastic-heun.ts";
import type { Ensemble, Space } from "../../src/space.ts";

// Never run: the compiler must refuse each line below an expected error, and accept the others.

/** Non-commutative noise: a product, and no b db/dx of each component alone. */
type Problem<K extends Kind, S> = Problems<S>[K];

export function refused<S>(
  space: Ensemble<S>,
  symbols: Space<S>,
  problems: { [K in Kind]: Problem<K, S> },
  drift: Field<S>,
): unknown[] {
  const noise = freshNoise(space, 1n);
  return [
    eulerMaruyama.bind(space, problems.general, noise),
    eulerMaruyama.bind(space, problems.commutative, noise),
    eulerMaruyama.bind(space, problems.additive, noise),
    eulerMaruyama.bind(symbols, problems.additive, noise),
    dormandPrince.bind(space, problems.ode, noise),
    // @ts-expect-error Milstein cannot serve noise that needs Levy areas
    milstein.bind(space, problems.general, noise),
    milstein.bind(space, problems.additive, noise),
    // @ts-expect-error noise in both senses need not commute
    milstein.bind(space, problems.stratonovich, noise),
    // @ts-expect-error its order needs noise that does not depend on the state
    sra1.bind(space, problems.commutative, noise),
    sra1.bind(space, problems.semilinear, noise),
    // @ts-expect-error the parts of the drift have to be told apart
    exponentialEuler.bind(space, problems.additive, noise),
    // @ts-expect-error a predictor needs the drift in Stratonovich's sense
    stochasticHeun.bind(space, problems.general, noise),
    stochasticHeun.bind(space, problems.commutative, noise),
    // @ts-expect-error a deterministic method has no use for noise, and would drop it
    heun.bind(space, problems.additive, noise),
    // @ts-expect-error a deterministic method has no use for noise, and would drop it
    heun.bind(space, problems.general, noise),
    // @ts-expect-error an ODE has no noise to give
    eulerMaruyama.bind(space, problems.ode, noise),
    // @ts-expect-error momentum needs a force, not a drift
    baoab.bind(space, { drift }, noise),
    // @ts-expect-error acceptance needs the density, not the score alone
    mala.bind(space, { score: drift }, noise),
    // @ts-expect-error acceptance needs the density, not the score alone
    hmc.bind(space, { score: drift }, noise),
    // @ts-expect-error a method that looks across the batch cannot be compiled from symbols
    dormandPrince.bind(symbols, problems.ode, noise),
  ];
}

// @ts-expect-error a solver of commutative noise is none of general noise: `bind` is contravariant in its problem
export const milsteinForAll: Solver<"general"> = milstein;
// @ts-expect-error a method that looks across the batch is no solver for every space
export const adaptiveForAll: Solver<"ode"> = dormandPrince;
// @ts-expect-error and the other way round it would not declare that it couples
export const heunAsBatch: BatchSolver<"ode"> = heun;
