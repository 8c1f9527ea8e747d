import { UsageError } from "../../src/index.ts";
import { pointSet } from "../points/point-set.ts";
import type { Context } from "../simulation.ts";
import type { DensitySpec } from "./spec.ts";

/** The settings of `densityFlags`. */
export interface Asked {
  readonly density?: string | undefined;
  readonly energy?: string | undefined;
  readonly temperature?: number;
  readonly dimension?: number | undefined;
  readonly mean?: readonly number[] | undefined;
  readonly covariance?: readonly (readonly number[])[] | undefined;
  readonly points?: string | undefined;
  readonly width?: number | undefined;
}

const refuse = (got: string, expected: string): never => {
  throw new UsageError({ what: "what to sample", got, expected });
};

/** Flags that say what to sample, each in its own way. */
const ways = ["density", "energy", "points"] as const;

/** Refuses flags that exclude one another, or that nothing would read. */
function checkTogether(asked: Asked): void {
  const given = ways.filter((way) => asked[way] !== undefined);
  if (given.length > 1) {
    refuse(given.map((way) => `--${way}`).join(" and "), "a density, an energy or points: one of them");
  }
  const [way] = given;
  const gaussian = asked.mean !== undefined || asked.covariance !== undefined;
  if (gaussian && (way === "energy" || way === "points" || (asked.density ?? "gaussian") !== "gaussian")) {
    refuse(`--mean or --covariance with --${way} ${asked[way!]}`, "these for --density gaussian only");
  }
  if (asked.width !== undefined && way !== "points") refuse("--width without --points", "a width of points");
  if (asked.dimension !== undefined && way === "points") {
    refuse("--dimension with --points", "no dimension: the columns of the file say it");
  }
}

/** The Gaussian of the flags; the length of what was given is the dimension. */
function gaussianAsked({ mean, covariance, dimension }: Asked): DensitySpec {
  const d = mean?.length ?? covariance?.length ?? 0;
  if (dimension !== undefined && dimension !== d) {
    refuse(`--dimension ${dimension} with a mean or a covariance in ${d}`, "the same dimension");
  }
  const unit = Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? 1 : 0)));
  return { mean: mean ?? new Array<number>(d).fill(0), covariance: covariance ?? unit };
}

/** What the flags say to sample, with the points of a file read. */
export async function densityAsked(
  asked: Asked,
  usual: string,
  context: Pick<Context, "input">,
): Promise<DensitySpec> {
  checkTogether(asked);
  const { density: name = usual, energy, mean, covariance, points: file, temperature = 1 } = asked;
  const dimension = asked.dimension === undefined ? {} : { dimension: asked.dimension };
  if (energy !== undefined) return { energy, temperature, ...dimension };
  if (file !== undefined) {
    const width = asked.width === undefined ? {} : { width: asked.width };
    return { ...(await pointSet(await context.input(file, "--points"), file)), ...width, temperature };
  }
  if (mean !== undefined || covariance !== undefined) return { ...gaussianAsked(asked), temperature };
  return { name, temperature, ...dimension };
}
