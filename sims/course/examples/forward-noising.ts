// Forward noising: x_t = alpha(t) x_0 + sigma(t) z, each image at a time of its own.
import { arraySpace, freshNoise, schedules } from "langevin";
import { pixelsOf } from "langevin/mnist";
import { trainingDigits } from "langevin/node";
import { numbered } from "./langevin-update.ts";

export const schedule = schedules.vp;

export function noised(x0: Float32Array, t: Float64Array, step: number, seed: bigint) {
  const space = arraySpace({ particles: t.length, dimension: 784 });
  const z = freshNoise(space, seed).normal(numbered(step), 0, space.scratch());
  const [alpha, sigma] = [t.map(schedule.alpha), t.map(schedule.sigma)];
  return { z, x: z.map((zi, i) => alpha[Math.floor(i / 784)] * x0[i] + sigma[Math.floor(i / 784)] * zi) };
}

if (process.argv[1].endsWith("forward-noising.ts")) {
  const x0 = pixelsOf(await trainingDigits(), [0, 1, 2]).map((p) => 2 * p - 1);
  const { x } = noised(x0, Float64Array.of(0.01, 0.3, 1), 0, 7n);
  for (let row = 0; row < 28; row++) {
    const line = [0, 1, 2].flatMap((n) => [...x.subarray(784 * n + 28 * row, 784 * n + 28 * (row + 1))]);
    console.log(line.map((v) => (v > 0 ? "#" : " ")).join(""));
  }
}
