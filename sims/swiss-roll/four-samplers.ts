import { extendGrid, grids, noiseGrid, schedules } from "../../src/index.ts";
import type { SampleSpec } from "../sampling/spec.ts";

/** All four start from N(0, top^2 I) and aim at the data noised by `level`. */
export const top = 50;
export const level = 0.01;
/** Step of plain Langevin dynamics: the spiral's tube has variance 0.0026, so the bias is a few per cent. */
const eps = 5e-4;
const corrections = 10;
const ratio = 0.5;

export interface Sampler {
  readonly name: "langevin" | "annealed" | "reverse-sde" | "flow";
  readonly label: string;
  /** In a sentence, for the report. */
  readonly about: string;
  /** Whether a run with fewer evaluations is the beginning of a longer one. */
  readonly nested?: boolean;
  /** A run with at most this number of score evaluations. */
  spec(evaluations: number, particles: number, seed: bigint): SampleSpec;
}

const common = { density: { name: "swiss-roll" }, start: { deviation: top } } as const;
const run = (
  parts: Omit<SampleSpec, "density" | "start" | "times" | "particles" | "seed">,
  particles: number,
  seed: bigint,
): SampleSpec => ({ ...common, ...parts, particles, seed, times: [parts.grid[parts.grid.length - 1]] });

/** The samplers in the order of the argument, from the worst to the best. */
export const fourSamplers: readonly Sampler[] = [
  {
    name: "langevin",
    label: "Langevin",
    nested: true,
    about: `x + (eps/2) s + sqrt(eps) z with eps = ${eps}, at the last noise level all the time`,
    spec: (evaluations, particles, seed) =>
      run(
        {
          motion: { kind: "langevin", level },
          solver: "euler-maruyama",
          grid: grids.uniform(0, (evaluations * eps) / 2, evaluations),
        },
        particles,
        seed,
      ),
  },
  {
    name: "annealed",
    label: "Annealed Langevin",
    about: `geometric levels from ${top} to ${level}, ${corrections} steps of eps = ${ratio} sigma^2 at each`,
    spec: (evaluations, particles, seed) =>
      run(
        {
          motion: { kind: "reverse", schedule: { name: "edm" } },
          solver: "annealed-langevin",
          settings: { ratio, corrections },
          grid: extendGrid(
            grids.geometric(top, level, Math.max(2, Math.floor(evaluations / corrections)) - 1),
            0,
          ),
        },
        particles,
        seed,
      ),
  },
  {
    name: "reverse-sde",
    label: "Reverse SDE",
    about: "Euler-Maruyama with equal steps in t; the last step adds no noise",
    spec: (evaluations, particles, seed) =>
      run(
        {
          motion: { kind: "reverse", schedule: { name: "ve" }, lecture: true },
          solver: "euler-maruyama",
          grid: grids.uniform(1, 0, evaluations),
        },
        particles,
        seed,
      ),
  },
  {
    name: "flow",
    label: "Probability flow",
    about: "Heun on a Karras grid (rho = 7), two evaluations a step, no noise",
    spec: (evaluations, particles, seed) =>
      run(
        {
          motion: { kind: "reverse", schedule: { name: "ve" } },
          solver: "heun",
          grid: noiseGrid(schedules.ve, grids.karras(top, level, Math.floor(evaluations / 2))),
        },
        particles,
        seed,
      ),
  },
];
