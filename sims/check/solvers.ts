import { formulas, solvers as registry } from "../../src/index.ts";
import { type Claim, checks, type Measured } from "./claim.ts";
import { additiveStrongOrder } from "./measure/additive-strong-order.ts";
import { additiveWeakOrder } from "./measure/additive-weak-order.ts";
import type { AnySolver } from "./measure/bound.ts";
import { evaluations } from "./measure/evaluations.ts";
import { flowOrder } from "./measure/flow-order.ts";
import { frictionlessOrder, kineticStrongOrder, kineticWeakOrder } from "./measure/kinetic-orders.ts";
import { multiplicativeStrongOrder, multiplicativeWeakOrder } from "./measure/multiplicative-orders.ts";
import { nonCommutativeOrder } from "./measure/non-commutative-order.ts";
import { reverseWeakOrder } from "./measure/reverse-order.ts";
import { imbalance } from "./measure/reversibility.ts";
import { stationaryVariances } from "./measure/stationary.ts";

/** The measurements of an order claim, by the kind of problem. */
type Orders = Readonly<Record<string, (solver: AnySolver) => number | Measured>>;

const byFlow: Orders = {
  "order, flow of Gaussian data under VE": (s) => flowOrder(s, "ve"),
  "order, flow of Gaussian data under VP": (s) => flowOrder(s, "vp"),
};
const orders: Readonly<Record<string, Orders>> = {
  ode: byFlow,
  general: byFlow,
  stratonovich: byFlow,
  commutative: byFlow,
  additive: byFlow,
  semilinear: byFlow,
  denoising: byFlow,
  kinetic: { "order without friction": frictionlessOrder },
};

const nonCommuting: Orders = { "strong order, dX1 = dW1, dX2 = X1 dW2": nonCommutativeOrder };
const geometric: Orders = { "strong order, geometric Brownian motion": multiplicativeStrongOrder };
const additive: Orders = { "strong order, additive noise": additiveStrongOrder };
const strong: Readonly<Record<string, Orders>> = {
  general: { ...nonCommuting, ...geometric },
  stratonovich: nonCommuting,
  commutative: geometric,
  additive,
  semilinear: additive,
  kinetic: { "strong order, damped oscillator": kineticStrongOrder },
};

const multiplicative: Orders = { "weak order, geometric Brownian motion": multiplicativeWeakOrder };
const weakAdditive: Orders = { "weak order, additive noise": additiveWeakOrder };
const weak: Readonly<Record<string, Orders>> = {
  general: multiplicative,
  stratonovich: multiplicative,
  commutative: multiplicative,
  additive: weakAdditive,
  semilinear: weakAdditive,
  kinetic: { "weak order, damped oscillator": kineticWeakOrder },
  denoising: {
    "weak order, Gaussian data under VE": (s) => reverseWeakOrder(s, "ve"),
    "weak order, Gaussian data under VP": (s) => reverseWeakOrder(s, "vp"),
  },
};

const orderClaims = (
  solver: AnySolver,
  claimed: number | undefined,
  measured: Readonly<Record<string, Orders>>,
  tolerance: number,
): Claim[] =>
  claimed === undefined
    ? []
    : Object.entries(measured[solver.kind] ?? {}).map(([claim, measure]) => ({
        claim,
        claimed,
        tolerance,
        measure: () => measure(solver),
      }));

/** Step sizes and frictions at which stationary laws are held against their formulas. */
const stationaryAt = [
  [0.2, 1],
  [0.5, 0.3],
  [1, 5],
] as const;

function stationaryClaims(solver: AnySolver): Claim[] {
  const { stationary } = solver;
  if (stationary === undefined) return [];
  const at = (node: formulas.Node, h: number) =>
    formulas.evaluate(formulas.formula({ inputs: 0, parameters: ["h"], outputs: [node] }), [h])[0];
  const names = { position: "<q^2>", momentum: "<p^2>" } as const;
  return stationaryAt.flatMap(([h, friction]) =>
    (["position", "momentum"] as const).flatMap((which) => {
      const node = stationary[which];
      if (node === undefined) return [];
      const where = solver.kind === "kinetic" ? `h = ${h}, friction ${friction}` : `h = ${h}`;
      const measure = () => stationaryVariances(solver, h, friction)[which];
      return [{ claim: `${names[which]} at ${where}`, claimed: at(node, h), tolerance: 1e-10, measure }];
    }),
  );
}

function balanceClaims(solver: AnySolver): Claim[] {
  if (solver.adjusted === undefined) return [];
  return [0.1, 1].map((h) => ({
    claim: `detailed balance, interval ${h}`,
    claimed: 0,
    tolerance: 1e-3,
    measure: () => imbalance(solver, h),
  }));
}

function evaluationClaims(solver: AnySolver): Claim[] {
  const { evaluations: claimed } = solver;
  if (typeof claimed !== "number") return [];
  return [{ claim: "evaluations a step", claimed, tolerance: 0, measure: () => evaluations(solver) }];
}

/** All that a solver claims. */
export const solvers = checks<AnySolver>({
  group: "solvers",
  entries: Object.values(registry) as readonly AnySolver[],
  claims: (solver) => [
    ...orderClaims(solver, solver.order, orders, 0.1),
    ...orderClaims(solver, solver.strong, strong, 0.15),
    ...orderClaims(solver, solver.weak, weak, 0.15),
    ...stationaryClaims(solver),
    ...balanceClaims(solver),
    ...evaluationClaims(solver),
  ],
});
