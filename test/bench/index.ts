// `npm run bench`: Langevin dynamics on eight Gaussians with the exact score, on one thread in float64, beside
// NumPy in the same run. NumPy is taken from PYTHON, or python3; without it that row is named and skipped.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  arraySpace,
  freshNoise,
  grids,
  integrate,
  normalStart,
  overdamped,
  solvers,
  target,
} from "../../src/index.ts";
import { eightGaussians } from "../../toy-distributions/index.ts";

const eps = 0.01;
const repetitions = 5;
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Seconds of each repetition, and the mean of |x|^2 at the end. */
function ours(particles: number, steps: number) {
  const space = arraySpace({ particles, dimension: 2 });
  const { score } = target(space, eightGaussians);
  let x = normalStart(space, 7n, 4);
  /** Goes on from where the last walk ended, with noise of its own. */
  const walk = (n: number, seed: bigint) => {
    const noise = freshNoise(space, seed);
    const process = solvers.eulerMaruyama.bind(space, overdamped(space, score), noise);
    for (const { state } of integrate(space, process, x, grids.uniform(0, (n * eps) / 2, n)))
      x = state.position;
  };
  walk(3, 7n);
  const seconds = Array.from({ length: repetitions }, (_, repetition) => {
    const begin = performance.now();
    walk(steps, 8n + BigInt(repetition));
    return (performance.now() - begin) / 1000;
  });
  return { seconds, secondMoment: x.reduce((sum, v) => sum + v * v, 0) / particles };
}

function numpy(particles: number, steps: number) {
  const program = fileURLToPath(new URL("./langevin_numpy.py", import.meta.url));
  const words = [program, particles, steps, repetitions].map(String);
  const { status, stdout } = spawnSync(process.env.PYTHON ?? "python3", words, { encoding: "utf8" });
  return status === 0
    ? (JSON.parse(stdout) as { version: string; seconds: number[]; secondMoment: number })
    : undefined;
}

const rate = (particles: number, steps: number, seconds: readonly number[]) =>
  (particles * steps) / median(seconds) / 1e6;
const rows: { engine: string; particles: number; rate: number; secondMoment: number }[] = [];
for (const particles of [1e3, 1e4, 1e5, 1e6]) {
  const steps = Math.max(2, Math.round(2e6 / particles));
  const { seconds, secondMoment } = ours(particles, steps);
  rows.push({
    engine: "langevin, float64, 1 thread",
    particles,
    rate: rate(particles, steps, seconds),
    secondMoment,
  });
}
const peer = numpy(1e5, 20);
if (peer !== undefined) {
  const { version, seconds, secondMoment } = peer;
  rows.push({ engine: `NumPy ${version}`, particles: 1e5, rate: rate(1e5, 20, seconds), secondMoment });
}
const mine = rows.find(({ particles }) => particles === 1e5)?.rate ?? Number.NaN;
const theirs = rows.find(({ engine }) => engine.startsWith("NumPy"))?.rate;
if (process.argv.includes("--json")) {
  process.stdout.write(`${JSON.stringify({ rows, ratio: theirs === undefined ? null : mine / theirs })}\n`);
} else {
  process.stdout.write(
    "Langevin, eight Gaussians, exact score: millions of particle-steps a second (median of 5)\n",
  );
  for (const { engine, particles, rate: r, secondMoment } of rows) {
    const moment = `E|x|^2 = ${secondMoment.toFixed(3)}`;
    process.stdout.write(
      `  ${engine.padEnd(30)}${String(particles).padStart(9)} particles ${r.toFixed(2).padStart(8)}   ${moment}\n`,
    );
  }
  process.stdout.write(
    theirs === undefined
      ? "  NumPy: skipped, no python3 with numpy (set PYTHON)\n"
      : `  langevin / NumPy at 100,000 particles: ${(mine / theirs).toFixed(2)}\n`,
  );
}
