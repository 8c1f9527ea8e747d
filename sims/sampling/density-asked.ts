import { UsageError } from "../../src/index.ts";
import { pointSet } from "../points/point-set.ts";
import type { Context } from "../simulation.ts";
import { type GaussiansAsked, gaussiansAsked } from "./gaussians-asked.ts";
import type { DensitySpec } from "./spec.ts";

/** The settings of `densityFlags`. */
export interface Asked extends GaussiansAsked {
  readonly density?: string | undefined;
  readonly energy?: string | undefined;
  readonly temperature?: number;
  readonly points?: string | undefined;
  readonly width?: number | undefined;
}

const refuse = (got: string, expected: string): never => {
  throw new UsageError({ what: "what to sample", got, expected });
};

/** Flags that say what to sample, each in its own way. */
const ways = ["density", "energy", "points"] as const;
/** Flags that spell out Gaussians. */
const spellings = ["mean", "covariance", "weights"] as const;

/** Refuses flags that exclude one another, or that nothing would read. */
function checkTogether(asked: Asked): void {
  const given = ways.filter((way) => asked[way] !== undefined);
  if (given.length > 1) {
    refuse(given.map((way) => `--${way}`).join(" and "), "a density, an energy or points: one of them");
  }
  const [way] = given;
  const [told] = spellings.filter((name) => asked[name] !== undefined);
  if (told && (way === "energy" || way === "points" || (asked.density ?? "gaussian") !== "gaussian")) {
    refuse(`--${told} with --${way} ${asked[way!]}`, "Gaussians spelt out alone, or with --density gaussian");
  }
  if (asked.width !== undefined && way !== "points") refuse("--width without --points", "a width of points");
  if (asked.dimension !== undefined && way === "points") {
    refuse("--dimension with --points", "no dimension: the columns of the file say it");
  }
}

/** What the flags say to sample, with the points of a file read. */
export async function densityAsked(
  asked: Asked,
  usual: string,
  context: Pick<Context, "input">,
): Promise<DensitySpec> {
  checkTogether(asked);
  const { density: name = usual, energy, points: file, temperature = 1 } = asked;
  const dimension = asked.dimension === undefined ? {} : { dimension: asked.dimension };
  if (energy !== undefined) return { energy, temperature, ...dimension };
  if (file !== undefined) {
    const width = asked.width === undefined ? {} : { width: asked.width };
    return { ...(await pointSet(await context.input(file, "--points"), file)), ...width, temperature };
  }
  if (spellings.some((flag) => asked[flag] !== undefined)) return { ...gaussiansAsked(asked), temperature };
  return { name, temperature, ...dimension };
}
