import ndarray from "ndarray";
import { type NamedFigure, threeRows, trajectories } from "../../plots/index.ts";
import type { ThreeRowsColumn } from "../../plots/three-rows.ts";
import { arraySpace, cells, densityGrid, diffusedScore, grids, reverse, schedules } from "../../src/index.ts";
import { swissRoll as roll } from "../../toy-distributions/index.ts";
import type { EngineName } from "../engine/engine-flag.ts";
import { frame, type Samples, sampleEnsemble } from "../sampling/ensemble.ts";
import { numbersOf } from "../sampling/grid-values.ts";
import type { SampleSpec } from "../sampling/spec.ts";
import type { Context } from "../simulation.ts";

const { vp } = schedules;
const steps = 1000;
const density = { name: "swiss-roll" };
/** Both ways on one grid of the variance-preserving SDE; the reverse run ends where the noise is 0.001. */
const forth = grids.uniform(1e-5, 1, steps);
const back = forth.slice().reverse();
const wide = [
  [-3, 3],
  [-3, 3],
] as const;

interface Asked {
  readonly seed: bigint;
  readonly engine: EngineName;
}

/** Mean displacement of one reverse step, h times the reverse drift, on a lattice. */
function arrows(t: number, h: number, n = 17) {
  const { points } = cells(wide, n);
  const space = arraySpace({ particles: n * n, dimension: 2 });
  const { drift } = reverse(space, vp, diffusedScore(space, roll, vp));
  const f = drift(t, points, space.scratch());
  const pick = (values: Float64Array, j: number) => values.filter((_, i) => i % 2 === j);
  const step = f.map((v) => -h * v);
  return { x: pick(points, 0), y: pick(points, 1), u: pick(step, 0), v: pick(step, 1) };
}

function reverseRun(particles: number, seed: bigint, times: readonly number[]): SampleSpec {
  const motion = { kind: "reverse", schedule: { name: "vp" } } as const;
  return {
    density,
    motion,
    solver: "euler-maruyama",
    grid: back,
    start: { deviation: 1 },
    particles,
    seed,
    times,
  };
}

/** Exact samples of p_t, the reverse run's particles, and the arrows of its drift, at t = 0, T/2 and T; and that run. */
export async function rows(
  context: Context,
  { seed, engine, particles = 4000 }: Asked & { readonly particles?: number },
): Promise<NamedFigure & { readonly run: Samples }> {
  const times = [forth[0], forth[steps / 2], 1];
  const run = await sampleEnsemble(
    context,
    { ...reverseRun(particles, seed, times), engine },
    "reverse run, VP",
  );
  const columns = await Promise.all(
    times.map(async (t, k): Promise<ThreeRowsColumn> => {
      const law = { density, noised: { schedule: { name: "vp" }, t }, seed, first: 0, count: particles };
      const exact = ndarray(await context.compute<Float64Array>("exact", law), [particles, 2]);
      const diffused = roll.diffused(vp.sigma(t) / vp.alpha(t));
      const numbers = numbersOf(diffused, { alpha: vp.alpha(t), sigma: vp.sigma(t) });
      return {
        label: ["t = 0", "t = T/2", "t = T"][k],
        exact,
        reverse: frame(run, k),
        density: densityGrid(diffused, numbers, wide),
        arrows: arrows(t, 1 / steps),
      };
    }),
  );
  const figure = threeRows({ columns, window: wide });
  const caption =
    "Under the variance-preserving SDE: exact samples of p_t, the particles of the reverse run, and the mean " +
    "displacement of one reverse step over the density. Arrows are scaled in each panel. At T/2 this schedule has " +
    "left 28 % of the signal, so the spiral is already gone: it comes back in the last third of the run.";
  await context.array("reverse-vp", run.frames);
  await context.figure("three-rows", figure, caption);
  return { name: "three-rows", figure, caption, run };
}

/** Particles that dissolve into noise by the forward SDE and come back by the reverse one. */
export async function animation(context: Context, { seed, engine }: Asked): Promise<NamedFigure> {
  const particles = 1000;
  const every = (grid: Float64Array, n: number) => grid.filter((_, k) => k % Math.floor(steps / n) === 0);
  const there = [...every(forth, 25)];
  const dissolve = await sampleEnsemble(
    context,
    {
      density,
      motion: { kind: "forward", schedule: { name: "vp" } },
      solver: "euler-maruyama",
      grid: forth,
      start: { exactAt: forth[0] },
      particles,
      seed,
      times: there,
      engine,
    },
    "forward run, VP",
  );
  const here = [...every(back, 50)].slice(1);
  const start = { points: frame(dissolve, there.length - 1).data };
  // another seed: with the same one the way back would meet the increments of the way there
  const other = seed ^ 1n;
  const spec = { ...reverseRun(particles, other, here), start, engine };
  const returns = await sampleEnsemble(context, spec, "reverse run, VP");
  const label = (t: number, way: string) => `t = ${t.toFixed(2)}, ${way}`;
  const law = roll.diffused(0.01);
  const figure = trajectories({
    frames: [
      ...there.map((t, k) => ({ label: label(t, "into noise"), points: frame(dissolve, k) })),
      ...here.map((t, k) => ({ label: label(t, "and back"), points: frame(returns, k) })),
    ],
    density: densityGrid(law, numbersOf(law, { alpha: 1, sigma: 0.01 }), wide),
    window: wide,
    name: "reverse-sde",
    trails: 5,
  });
  const caption =
    "A thousand particles go into noise by the forward SDE and come back by the reverse one; behind them the density of the data.";
  await context.figure("trajectories", figure, caption);
  return { name: "trajectories", figure, caption };
}
