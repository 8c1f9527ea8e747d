import { z } from "zod";
import { type Density, type DiffusedDensity, isDiffused } from "../../src/index.ts";
import { decimal } from "../decimal.ts";
import type { Context } from "../simulation.ts";
import { type Asked, densityAsked } from "./density-asked.ts";
import { closedUnderNoise, densities, densityOf } from "./density-of.ts";
import type { DensitySpec } from "./spec.ts";

const vector = (text: string): number[] =>
  text.split(",").map((word) => (decimal.test(word.trim()) ? Number(word) : Number.NaN));
const matrix = (text: string): number[][] => text.split(";").map(vector);
const matrices = (text: string): number[][][] => text.split("|").map(matrix);

const flags = {
  dimension: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe("of a density that has several, or of an energy that does not name its last coordinates"),
  mean: z
    .string()
    .transform(matrix)
    .refine(
      (m) => m.flat().every(Number.isFinite),
      "numbers with commas between them, such as 1,2, and semicolons between means",
    )
    .optional()
    .meta({
      metavar: "numbers",
      description:
        "mean of a Gaussian of your own, such as 1,2; 0 unless told; several make a mixture, such as -2,0;1,2",
    }),
  covariance: z
    .string()
    .transform(matrices)
    .refine(
      (S) => S.flat(2).every(Number.isFinite),
      "rows with semicolons between them, such as 1,0.6;0.6,0.8, and bars between matrices",
    )
    .optional()
    .meta({
      metavar: "rows",
      description:
        "its covariance, such as 1,0.6;0.6,0.8; I unless told; of a mixture one for all, or one each with | between",
    }),
  weights: z
    .string()
    .transform(vector)
    .refine((w) => w.every((x) => x > 0 && x < Infinity), "numbers > 0 with commas between them, such as 1,3")
    .optional()
    .meta({ metavar: "numbers", description: "of a mixture's Gaussians, such as 1,3; equal unless told" }),
  points: z
    .string()
    .min(1, "a file's name")
    .optional()
    .meta({ metavar: "file", description: "points as .npy or .csv, a row a point: samples their density" }),
  width: z
    .number()
    .positive()
    .max(1e6)
    .optional()
    .describe("standard deviation of the normal kernel that stands for each of the points"),
};

const boltzmannFlags = {
  energy: z
    .string()
    .optional()
    .describe("in place of a density, an energy E of x, y or x1 to xd: samples exp(-E/T)"),
  temperature: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .describe("T, in the energy's units; a density p is raised to 1/T"),
};

const densityFlag = (usual: string, names: readonly string[]) =>
  z
    .string()
    .optional()
    .describe(`${names.join(", ")}; ${usual} unless told`);

const nameOf = ({ name }: Density): string => name;

/**
 * The flags by which a user says what to sample: --density, --energy, --temperature, --dimension, --mean,
 * --covariance, --weights, --points, --width. A simulation takes them in two lines,
 *
 *     const what = densityFlags("eight-gaussians");
 *     const config = z.object({ ...what.flags, ... });
 *     ...
 *     const { spec, density } = await what.read(settings, context);
 *
 * where `spec` is plain data for the tasks and `density` what it stands for. `usual` is the density where none is given.
 * `read` throws a `UsageError` for flags that exclude one another, and for all that `densityOf` and `pointSet` refuse.
 */
export const densityFlags = (usual: string) => ({
  flags: { density: densityFlag(usual, Object.values(densities).map(nameOf)), ...boltzmannFlags, ...flags },
  async read(
    settings: Asked,
    context: Pick<Context, "input">,
  ): Promise<{ readonly spec: DensitySpec; readonly density: Density }> {
    const spec = await densityAsked(settings, usual, context);
    return { spec, density: await densityOf(spec) };
  },
});

/** The same for simulations of a diffusion, which need a density that is closed under noise: without an energy or a temperature. */
export const diffusedDensityFlags = (usual: string) => ({
  flags: { density: densityFlag(usual, Object.values(densities).filter(isDiffused).map(nameOf)), ...flags },
  async read(
    settings: Asked,
    context: Pick<Context, "input">,
  ): Promise<{ readonly spec: DensitySpec; readonly density: DiffusedDensity }> {
    const spec = await densityAsked(settings, usual, context);
    return { spec, density: closedUnderNoise(await densityOf(spec)) };
  },
});
