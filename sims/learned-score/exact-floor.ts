import {
  arraySpace,
  cells,
  type DiffusedDensity,
  diffusedLogDensity,
  diffusedScore,
  schedules,
} from "../../src/index.ts";

const { edm } = schedules;

/** Cells along each axis: more of them until the sums agree. */
const sizes = [320, 640, 1280] as const;
/** How well they have to. */
const tolerance = 1e-3;
/** Kernels that are computed at a noise level in its finest cells, at most: some ten seconds of a processor. */
const affordable = 2e9;

/** A floor by quadrature, and an estimate of its error: NaN or near 1 where the cells are too large for the density, or too many. */
export interface Floor {
  readonly value: number;
  readonly error: number;
}

/** Sums over the cells whose place is even or odd along each axis: the same integrals by cells of twice the size. */
function sums(density: DiffusedDensity, sigma: number, n: number) {
  const window = density.window.map(([low, high]): [number, number] => {
    const beyond = (high - low) / 4 + 6 * sigma;
    return [low - beyond, high + beyond];
  });
  const { x, y, points } = cells(window, n);
  const space = arraySpace({ particles: n * n, dimension: 2 });
  const log = diffusedLogDensity(space, density, edm)(sigma, points, space.scratch(1));
  const s = diffusedScore(space, density, edm)(sigma, points, space.scratch());
  const area = (x[1] - x[0]) * (y[1] - y[0]);
  const quarters = Array.from({ length: 4 }, () => ({ mass: 0, square: 0 }));
  log.forEach((l, i) => {
    const p = area * Math.exp(l);
    const quarter = quarters[2 * (Math.floor(i / n) % 2) + (i % 2)];
    quarter.mass += p;
    if (p > 0) quarter.square += p * (s[2 * i] ** 2 + s[2 * i + 1] ** 2);
  });
  return quarters;
}

/**
 * The least that denoising score matching can reach at the noise level sigma, in the plane, by the midpoint rule:
 * E |sigma s + z|^2 / d = 1 - sigma^2 E |s|^2 / d, since E[z | y] = -sigma s(y). P. Vincent (2011), doi:10.1162/NECO_a_00142.
 *
 * The error is how far cells of twice the size are off, and the mass that the cells miss where the law is normalised: each part
 * of a law has sigma^2 |s|^2 / d of at most 1 in the mean. Of a smooth density the error of the value itself is far smaller.
 *
 * @param kernels of which the density is a sum: the more, the fewer cells can be afforded
 */
export function exactFloor(density: DiffusedDensity, sigma: number, kernels = 1): Floor {
  let found: Floor = { value: Number.NaN, error: Number.NaN };
  for (const n of sizes.filter((n) => n * n * kernels <= affordable)) {
    const quarters = sums(density, sigma, n);
    const floorOf = (mass: number, square: number) => 1 - (sigma ** 2 * square) / mass / 2;
    const mass = quarters.reduce((sum, quarter) => sum + quarter.mass, 0);
    const value = floorOf(
      mass,
      quarters.reduce((sum, { square }) => sum + square, 0),
    );
    const apart = quarters.map((quarter) => Math.abs(floorOf(quarter.mass, quarter.square) - value));
    const missed = density.normalised ? Math.abs(1 - mass) : 0;
    found = { value, error: Math.max(missed, ...apart) };
    if (found.error <= tolerance) break;
  }
  return found;
}
