import { schedules } from "../../src/index.ts";
import { flowSpans } from "../check/measure/flow-spans.ts";
import { gaussianData } from "../check/measure/gaussian-data.ts";
import type { SampleSpec } from "../sampling/spec.ts";

/** A problem in one dimension whose solution is known, path by path. */
export interface ExactProblem {
  readonly name: string;
  readonly title: string;
  readonly latex: string;
  /** What it is, as a spec has it. */
  readonly problem: Pick<SampleSpec, "motion" | "density">;
  readonly from: number;
  readonly to: number;
  /** The start of a particle from a normal number. */
  readonly start: (z: number) => number;
  /** Where it is at `to`, from its start and from the increment w of its Brownian path up to there. */
  readonly exact: (x: number, w: number) => number;
  /** Whether it is an ODE, and takes the methods of the flow. */
  readonly flow?: true;
  readonly reference: string;
}

const ito = (drift: string, diffusion: string): Pick<SampleSpec, "motion"> => ({
  motion: { kind: "sde", drift: [drift], diffusion: [[diffusion]], calculus: "ito" },
});

const [mu, sigma] = [0.5, 0.8];
const geometric: ExactProblem = {
  name: "geometric-brownian-motion",
  title: "Geometric Brownian motion",
  latex: `\\mathrm dX = ${mu} X \\, \\mathrm dt + ${sigma} X \\, \\mathrm dW, \\quad X_1 = X_0 \\, e^{(${mu} - ${sigma}^2 / 2) + ${sigma} W_1}`,
  problem: ito(`${mu}*x`, `${sigma}*x`),
  from: 0,
  to: 1,
  start: () => 1,
  exact: (x, w) => x * Math.exp(mu - sigma ** 2 / 2 + sigma * w),
  reference: "Kloeden and Platen (1992), doi:10.1007/978-3-662-12616-5, section 4.4",
};

const a = 0.8;
const tanh: ExactProblem = {
  name: "tanh",
  title: "Noise that is not linear",
  latex: `\\mathrm dX = -${a}^2 X (1 - X^2) \\, \\mathrm dt + ${a} (1 - X^2) \\, \\mathrm dW, \\quad X_1 = \\tanh(${a} W_1 + \\operatorname{artanh} X_0)`,
  problem: ito(`-${a * a}*x*(1 - x^2)`, `${a}*(1 - x^2)`),
  from: 0,
  to: 1,
  start: () => 0.3,
  exact: (x, w) => Math.tanh(a * w + Math.atanh(x)),
  reference: "Kloeden and Platen (1992), doi:10.1007/978-3-662-12616-5, section 4.4",
};

const additive: ExactProblem = {
  name: "additive",
  title: "Additive noise",
  latex:
    "\\mathrm dX = \\left(\\frac{1}{\\sqrt{1 + t}} - \\frac{X}{2 (1 + t)}\\right) \\mathrm dt + \\frac{1}{2 \\sqrt{1 + t}} \\, \\mathrm dW, \\quad X_1 = \\frac{X_0 + 1 + W_1 / 2}{\\sqrt 2}",
  problem: ito("1/sqrt(1 + t) - x/(2*(1 + t))", "1/(2*sqrt(1 + t))"),
  from: 0,
  to: 1,
  start: () => 1,
  exact: (x, w) => (x + 1 + w / 2) / Math.SQRT2,
  reference: "SciML, SDEProblemLibrary, prob_sde_additive",
};

const data = gaussianData();
/** The flow of Gaussian data under a schedule, where `langevin check` follows it too. */
function flowUnder(schedule: keyof typeof flowSpans, name: string): ExactProblem {
  const its = schedules[schedule];
  const [from, to] = flowSpans[schedule];
  return {
    name,
    title: `The probability flow of Gaussian data under ${schedule.toUpperCase()}`,
    latex:
      "\\frac{\\mathrm dx}{\\mathrm dt} = f x - \\tfrac12 g^2 \\nabla \\log p_t(x), \\quad x_0 \\sim N(1, 1/4)",
    problem: {
      motion: { kind: "reverse", schedule: { name: schedule }, lambda: 0 },
      density: { mean: [1], covariance: [[0.25]] },
    },
    from,
    to,
    start: (z) => data.mean(its, from) + Math.sqrt(data.variance(its, from)) * z,
    exact: (x) => data.flow(its, x, from, to),
    flow: true,
    reference: "Song et al. (2021), arXiv:2011.13456",
  };
}

export const exactProblems = {
  geometric,
  tanh,
  additive,
  flow: flowUnder("vp", "flow"),
  flowVe: flowUnder("ve", "flow-ve"),
} as const;
