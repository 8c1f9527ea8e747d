import {
  arraySpace,
  cells,
  type DiffusedDensity,
  diffusedLogDensity,
  diffusedScore,
  schedules,
} from "../../src/index.ts";

const { edm } = schedules;

/** Cells along each axis. */
const n = 320;

/**
 * The least that denoising score matching can reach at the noise level sigma, in the plane, by the midpoint rule:
 * E |sigma s + z|^2 / d = 1 - sigma^2 E |s|^2 / d, since E[z | y] = -sigma s(y). P. Vincent (2011), doi:10.1162/NECO_a_00142.
 */
export function exactFloor(density: DiffusedDensity, sigma: number): number {
  const window = density.window.map(([low, high]): [number, number] => {
    const beyond = (high - low) / 4 + 6 * sigma;
    return [low - beyond, high + beyond];
  });
  const { points } = cells(window, n);
  const space = arraySpace({ particles: n * n, dimension: 2 });
  const log = diffusedLogDensity(space, density, edm)(sigma, points, space.scratch(1));
  const s = diffusedScore(space, density, edm)(sigma, points, space.scratch());
  let [mass, square] = [0, 0];
  log.forEach((l, i) => {
    const p = Math.exp(l);
    mass += p;
    if (p > 0) square += p * (s[2 * i] ** 2 + s[2 * i + 1] ** 2);
  });
  return 1 - (sigma ** 2 * square) / mass / 2;
}
