import { test } from "uvu";
import * as assert from "uvu/assert";
import { measure } from "../../../sims/check/claim.ts";
import { densities, grids, likelihood, schedules, solvers } from "../../../sims/check/index.ts";
import { defineGrid } from "../../../src/grids/define-grid.ts";
import {
  type DiffusedDensity,
  formulas,
  grids as gridRegistry,
  type Noise,
  type Schedule,
  schedules as scheduleRegistry,
  solvers as solverRegistry,
} from "../../../src/index.ts";
import { gaussianMixture, rings, swissRoll, twoMoons } from "../../../toy-distributions/index.ts";

// Each planted fault must put the row that is named out of its tolerance, and the entry without it must keep the row.
type Arrays = Float64Array;
type Problem = Record<string, unknown>;
type Bind = (space: unknown, problem: Problem, noise: Noise<Arrays>, settings?: object) => Process;
interface Process {
  start(x: Arrays, t: number): unknown;
  step(state: unknown, at: object): unknown;
}
type Entry = { readonly name: string };
type Group = Parameters<typeof measure>[0];

/** Whether the rows of a claim hold. */
async function holds(group: Group, entry: Entry, claim: string): Promise<boolean> {
  const only = { ...group, claims: (e: Entry) => group.claims(e).filter((c) => c.claim.includes(claim)) };
  const rows = await measure(only, entry);
  assert.ok(rows.length > 0, `${entry.name} claims nothing of "${claim}"`);
  return rows.every(({ ok }) => ok);
}

function caught(what: string, group: unknown, sound: Entry, faulty: Entry, claim: string): void {
  test(`${sound.name}: ${what} is out of tolerance in "${claim}"`, async () => {
    assert.ok(await holds(group as Group, sound, claim), "without the fault");
    assert.not(await holds(group as Group, faulty, claim), "with the fault");
  });
}

/** A solver with a fault in its problem, its noise or its process. */
function spoilt(
  name: keyof typeof solverRegistry,
  { problem = (p) => p, noise = (n) => n, process = (p) => p }: Partial<Faults>,
): [sound: Entry, faulty: Entry] {
  const sound = solverRegistry[name];
  const bind = sound.bind as unknown as Bind;
  const faulty: Bind = (space, p, n, settings) => process(bind(space, problem(p), noise(n), settings));
  return [sound, { ...(sound as Entry), bind: faulty } as Entry];
}
interface Faults {
  problem(p: Problem): Problem;
  noise(n: Noise<Arrays>): Noise<Arrays>;
  process(p: Process): Process;
}
const scaled = (by: (h: number) => number) => (n: Noise<Arrays>) => ({
  ...n,
  increment: (at: { t0: number; t1: number }, out: Arrays) =>
    n.increment(at as never, out).map((w) => w * by(at.t1 - at.t0)),
});
type F = (t: number, x: Arrays, out: Arrays) => Arrays;

const solver = (what: string, claim: string, name: keyof typeof solverRegistry, faults: Partial<Faults>) =>
  caught(what, solvers, ...spoilt(name, faults), claim);
solver("half the noise", "<q^2>", "eulerMaruyama", { noise: scaled(() => 0.5) });
solver("half the noise", "weak order", "eulerMaruyama", { noise: scaled(() => 0.5) });
solver("sqrt(h) dropped", "strong order", "eulerMaruyama", { noise: scaled((h) => 1 / Math.sqrt(h)) });
solver("its Milstein term dropped", "strong order", "milstein", {
  problem: (p) => ({ ...p, quadratic: (_: number, _x: Arrays, _w: Arrays, out: Arrays) => out.fill(0) }),
});
solver("the correction's sign wrong", "weak order", "milstein", {
  problem: (p) => ({
    ...p,
    correction: (t: number, x: Arrays, out: Arrays) => (p.correction as F)(t, x, out).map((c) => -c),
  }),
});
solver("areas of half the size", "strong order", "sra1", {
  noise: (n) => ({ ...n, area: (at, out) => n.area(at, out).map((a) => a / 2) }),
});
solver("time off by a stage", "order", "heun", {
  problem: ({ drift }) => {
    let [time, stage] = [0, 0];
    const late: F = (t, x, out) => {
      if (stage++ % 2 === 0) time = t;
      return (drift as F)(time, x, out);
    };
    return { drift: late };
  },
});
solver("no history", "order", "dpmSolver2M", {
  process: (p) => ({ start: p.start, step: (state, at) => p.step(state, { ...at, k: 0 }) }),
});
solver("a temperature 10 % too high", "<p^2>", "baoab", { problem: (p) => ({ ...p, temperature: 1.1 }) });
solver("friction that is off", "weak order", "obabo", { problem: (p) => ({ ...p, friction: 0.9 }) });
for (const name of ["mala", "hmc"] as const) {
  solver("every proposal accepted", "detailed balance", name, {
    problem: (p) => ({ ...p, logDensity: (_: number, _x: Arrays, out: Arrays) => out.fill(0) }),
  });
}
solver("one evaluation more", "evaluations", "rk4", {
  problem: ({ drift }) => ({
    drift: ((t, x, out) => {
      (drift as F)(t, x, out.slice());
      return (drift as F)(t, x, out);
    }) as F,
  }),
});

const density = (what: string, claim: string, fault: Partial<DiffusedDensity>) =>
  caught(what, densities, gaussianMixture, { ...gaussianMixture, ...fault } as Entry, claim);
const { logDensity, sampler, diffused } = gaussianMixture;
const changed = (f: formulas.Formula, by: (node: formulas.Node) => formulas.Node) =>
  formulas.formula({ ...f, outputs: f.outputs.map(by) });
density("a normaliser 1 % off", "integral", {
  logDensity: changed(logDensity, (l) => formulas.sub(l, 0.01)),
});
density("samples 5 % too wide", "sampler", {
  sampler: changed(sampler as formulas.Formula, (x) => formulas.mul(1.05, x)),
});
const law = changed(diffused(1), (l) => formulas.mul(1.02, l));
density("a law under noise that is 2 % off", "law under noise", { diffused: () => law });
density("a law under noise that is 2 % off", "heat equation", { diffused: () => law });

caught(
  "too few nodes along the curve",
  densities,
  swissRoll,
  { ...swissRoll, diffused: () => swissRoll.diffused(1) } as Entry,
  "log density by quadrature",
);

/** Nodes that lie a level further apart than the noise asks for: the error is 40 to 900 times as large, and still below 3e-5. */
const sparser = (of: DiffusedDensity, noise: number) => (ratio: number) =>
  of.diffused(Math.sqrt((1.25 * Math.hypot(noise, ratio) * 1.0001) ** 2 - noise ** 2));
for (const curve of [rings, twoMoons]) {
  for (const claim of ["log density by quadrature", "score by quadrature"]) {
    caught(
      "one node in five missing",
      densities,
      curve,
      { ...curve, diffused: sparser(curve, 0.1) } as Entry,
      claim,
    );
  }
}

const schedule = (what: string, claim: string, fault: (s: Schedule) => Partial<Schedule>) => {
  const { vp } = scheduleRegistry;
  caught(what, schedules, vp, { ...vp, ...fault(vp) } as Entry, claim);
};
schedule("noise too small by sqrt(2)", "g^2", (s) => ({ diffusion: (t) => s.diffusion(t) / Math.SQRT2 }));
schedule("time off by a step", "f = ", (s) => ({ drift: (t) => s.drift(t - 1e-3) }));
schedule("half the score's weight", "reverse SDE", (s) => ({
  diffusion: (t) => s.diffusion(t) / Math.SQRT2,
}));
schedule("half the score's weight", "probability flow", (s) => ({
  diffusion: (t) => s.diffusion(t) / Math.SQRT2,
}));
caught(
  "a flow without half of its score",
  likelihood,
  scheduleRegistry.vp,
  { ...scheduleRegistry.vp, diffusion: (t: number) => scheduleRegistry.vp.diffusion(t) * 0.99 } as Entry,
  "log p",
);

const { uniform } = gridRegistry;
const missed = defineGrid({ ...uniform, name: "uniform" }, (a: number, b: number, n: number) =>
  uniform(a, b - 1e-12 * b, n),
);
caught("an end that is missed", grids, uniform, missed, "from");

test.run();
