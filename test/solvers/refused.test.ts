import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  arraySpace,
  formulas,
  freshNoise,
  grids,
  integrate,
  type Kind,
  sde as makeSde,
  normalStart,
  reverse,
  schedules,
  solvers,
  UsageError,
} from "../../src/index.ts";

const space = arraySpace({ particles: 3, dimension: 2 });
const noise = freshNoise(space, 1n);
const sde = reverse(space, schedules.vp, (_, x, out) => space.combine(out, [-1, x]));
type Bind = (space: unknown, problem: unknown, noise: unknown, settings?: object) => unknown;
const binds = Object.values(solvers).map(({ name, kind, bind }) => ({
  name,
  kind: kind as Kind,
  bind: bind as Bind,
}));

for (const { name, kind, bind } of binds) {
  test(`${name} refuses a problem that is not of kind ${kind}, as JavaScript hands it over`, () => {
    const other = kind === "general" ? { drift: sde.drift } : { drift: sde.drift, product: sde.product };
    assert.throws(
      () => bind(space, other, noise),
      (error: Error) => {
        return (
          error instanceof UsageError && error.message.startsWith(`problem for ${name}: got "one with drift`)
        );
      },
    );
  });
}

test("no problem at all is refused by name", () => {
  for (const { bind, name } of binds) {
    const refuses = (e: unknown) =>
      e instanceof UsageError &&
      e.message.startsWith(`problem for ${name}: got undefined, expected a problem`);
    assert.throws(() => bind(space, undefined, noise), refuses);
  }
});

test("Milstein refuses noise that does not commute, as the formulas show; Euler-Maruyama and Heun take it", () => {
  const [x] = formulas.coordinates(0, 2);
  const of = (outputs: Parameters<typeof formulas.formula>[0]["outputs"]) =>
    formulas.formula({ inputs: 1, outputs });
  const twist = makeSde(space, { drift: of([0, 0]), diffusion: of([1, 0, 0, x]), calculus: "ito" });
  solvers.eulerMaruyama.bind(space, twist, noise);
  solvers.stochasticHeun.bind(space, twist, noise);
  assert.throws(
    () => (solvers.milstein.bind as Bind)(space, twist, noise),
    /problem for milstein: .*expected a problem of kind "commutative"/,
  );
});

test("a setting that a solver does not have is refused when it is bound", () => {
  assert.throws(() => solvers.eulerMaruyama.bind(space, sde, noise, { rtol: 1e-3 }), /rtol/);
});

test("a reverse SDE refuses a grid that rises; with no noise it runs both ways", () => {
  const walk = (lambda: number) => {
    const problem = reverse(space, schedules.vp, (_, x, out) => space.combine(out, [-1, x]), lambda);
    const process = solvers.eulerMaruyama.bind(space, problem, noise);
    return [...integrate(space, process, normalStart(space, 1n), grids.uniform(0.1, 1, 4))].length;
  };
  assert.throws(() => walk(1), /grid: got "a first step from 0.1 to .*expected times that fall/);
  assert.is(walk(0), 5);
});

test.run();
