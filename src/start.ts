import { checkSeed, finite } from "./check.ts";
import type { Density, DiffusedDensity } from "./density.ts";
import type { Interval } from "./interval.ts";
import { fillUniforms } from "./noise/draw.ts";
import { freshNoise } from "./noise/fresh.ts";
import { purposes } from "./noise/purposes.ts";
import { UsageError } from "./refusal.ts";
import type { Schedule } from "./schedules/schedule.ts";
import type { Ensemble } from "./space.ts";

type Stage = "start" | "exact";
const origin: Interval = { t0: 0, t1: 0, before: 0, k: 0, last: false };

/** Positions from N(0, deviation^2 I). */
export function normalStart<S>(space: Ensemble<S>, seed: bigint, deviation = 1, stage: Stage = "start"): S {
  finite("standard deviation of the start", deviation, { min: 0 });
  const z = freshNoise(space, seed, stage).normal(origin, 0, space.scratch());
  return space.combine(z, [deviation, z]);
}

/** Positions with each coordinate uniform on (0, 1). */
export function uniformStart<S>(space: Ensemble<S>, seed: bigint): S {
  const { first, dimension: width } = space;
  const address = { seed: checkSeed(seed), purpose: purposes.startUniform, first, width, step: 0, draw: 0 };
  return space.fill(space.scratch(), width, (values) => fillUniforms(values, address));
}

/** The draws of a sampler's normals; draw 1 is the noise of `diffusedStart`. */
const samplerDraws = [0, 2];

/** Exact samples of a density; refused for one without an exact sampler. */
export function exactStart<S>(
  space: Ensemble<S>,
  seed: bigint,
  { name, dimension, sampler }: Density,
  stage: Stage = "start",
): S {
  if (sampler === undefined) {
    const expected = "a density with an exact sampler";
    throw new UsageError({
      what: "density to sample",
      got: name,
      expected,
      advice: "Start from a normal law.",
    });
  }
  if (dimension !== space.dimension) {
    throw new UsageError({
      what: "dimension of the space",
      got: space.dimension,
      expected: `${dimension} for ${name}`,
    });
  }
  const noise = freshNoise(space, seed, stage);
  const u = noise.uniform(origin, 0, space.scratch(1));
  const normals = samplerDraws
    .slice(0, sampler.inputs - 1)
    .map((k) => noise.normal(origin, k, space.scratch()));
  const x = space.evaluate(sampler, [], space.scratch(), u, ...normals);
  for (const draw of [u, ...normals]) space.free(draw);
  return x;
}

/** Exact samples of the law of alpha(t) x_0 + sigma(t) z. */
export function diffusedStart<S>(
  space: Ensemble<S>,
  seed: bigint,
  density: DiffusedDensity,
  { alpha, sigma }: Pick<Schedule, "alpha" | "sigma">,
  t: number,
  stage: Stage = "start",
): S {
  finite("time of the start", t);
  const x = exactStart(space, seed, density, stage);
  const z = freshNoise(space, seed, stage).normal(origin, 1, space.scratch());
  const y = space.combine(x, [alpha(t), x], [sigma(t), z]);
  space.free(z);
  return y;
}
