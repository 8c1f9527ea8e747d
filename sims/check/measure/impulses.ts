import {
  arraySpace,
  type Ensemble,
  type Interval,
  integrate,
  type Noise,
  type Process,
  UsageError,
} from "../../../src/index.ts";

type Arrays = Float64Array;
export type Make = (space: Ensemble<Arrays>, noise: Noise<Arrays>) => Process<Arrays>;

/** One standard normal that a run draws. A step's increment is sqrt(h) z, its area h^(3/2) (z / 2 + v / sqrt(12)). */
export interface Impulse {
  readonly source: "increment" | "area" | "normal";
  readonly k: number;
  readonly draw: number;
}

const key = ({ source, k, draw }: Impulse): string => `${source} ${k} ${draw}`;

/** Noise whose every normal is told by `value`, particle by particle. */
function told(value: (impulse: Impulse, out: Arrays) => Arrays): Noise<Arrays> {
  const scaled = (out: Arrays, by: number) => out.map((z) => by * z);
  const z = (at: Interval, out: Arrays) => value({ source: "increment", k: at.k, draw: 0 }, out);
  const length = ({ t0, t1 }: Interval) => Math.abs(t1 - t0);
  return {
    increment: (at, out) => scaled(z(at, out), Math.sqrt(length(at))),
    area(at, out) {
      const h = at.t1 - at.t0;
      const size = h * Math.sqrt(length(at));
      const first = scaled(z(at, out), size / 2);
      const second = value({ source: "area", k: at.k, draw: 0 }, out);
      return first.map((a, i) => a + (size / Math.sqrt(12)) * second[i]);
    },
    normal: (at, draw, out) => value({ source: "normal", k: at.k, draw }, out),
    uniform() {
      throw new UsageError({
        what: "noise",
        got: "uniforms",
        expected: "a method that is linear in its noise",
      });
    },
  };
}

/** Which normals a run draws, in the order in which it asks. */
function impulsesOf(make: Make, grid: Arrays): Impulse[] {
  const found = new Map<string, Impulse>();
  const space = arraySpace({ particles: 1, dimension: 1 });
  const noise = told((impulse, out) => {
    found.set(key(impulse), impulse);
    return out.fill(0);
  });
  for (const _ of integrate(space, make(space, noise), Float64Array.of(0), grid));
  return [...found.values()];
}

/** What a linear run makes of its start and of each normal that it draws, at the end of the grid. */
export interface Responses {
  /** Where it ends from the start without noise. */
  readonly mean: number;
  /** By how much a unit more at the start is more at the end. */
  readonly stretch: number;
  readonly impulses: readonly (Impulse & { readonly response: number })[];
}

/**
 * The end of a run in one dimension that is affine in its start and its noise, taken to pieces: particle 0 runs without
 * noise, particle 1 from a unit further on, each other one with one of the normals equal to 1. So mean, variance and strong
 * error of a scheme on a linear problem are computed, not sampled.
 */
export function responses(make: Make, grid: Arrays, start = 0): Responses {
  const impulses = impulsesOf(make, grid);
  const space = arraySpace({ particles: impulses.length + 2, dimension: 1 });
  const at = new Map(impulses.map((impulse, i) => [key(impulse), i + 2]));
  const noise = told((impulse, out) => {
    out.fill(0)[at.get(key(impulse)) as number] = 1;
    return out;
  });
  const x = new Float64Array(impulses.length + 2).fill(start);
  x[1] += 1;
  let end: Arrays = x;
  for (const { state } of integrate(space, make(space, noise), x, grid)) end = state.position;
  return {
    mean: end[0],
    stretch: end[1] - end[0],
    impulses: impulses.map((impulse, i) => ({ ...impulse, response: end[i + 2] - end[0] })),
  };
}

/** The variance at the end, from that at the start. */
export const varianceOf = ({ stretch, impulses }: Responses, start = 0): number =>
  impulses.reduce((sum, { response }) => sum + response ** 2, stretch ** 2 * start);
