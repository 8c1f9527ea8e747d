import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { add, formula, input, mul, parameter } from "../../src/formula/index.ts";
import { type Augmented, augmentedSpace } from "../../src/likelihood/augmented-space.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Field } from "../../src/problems/problem.ts";
import { UsageError } from "../../src/refusal.ts";
import { dormandPrince } from "../../src/solvers/dormand-prince.ts";
import { catches, near, same } from "../support.ts";

type Arrays = Float64Array;
const shape = { particles: 3, dimension: 2, first: 5 };
const space = augmentedSpace(arraySpace(shape), 2);
/** The same ensemble without parts: width 4. */
const plain = arraySpace({ ...shape, dimension: 4 });

const wide = (values: Arrays): Augmented<Arrays> =>
  space.fill(space.scratch(), 4, (all) => {
    all.set(values);
  });
const narrow = (values: Arrays): Augmented<Arrays> =>
  space.fill(space.scratch(1), 1, (all) => {
    all.set(values);
  });
const numbers = (n: number, by: number): Arrays =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(by * i + 1));
const [a, b, c] = [numbers(12, 1.1), numbers(12, 2.3), numbers(3, 0.7)];

const is = async (actual: Augmented<Arrays>, expected: Arrays) => same(await space.values(actual), expected);

test("it is an ensemble of width d + m, in rows", async () => {
  assert.equal([space.particles, space.dimension, space.first], [3, 4, 5]);
  const x = wide(a);
  same(x.position, Float64Array.of(a[0], a[1], a[4], a[5], a[8], a[9]));
  same(x.numbers[1], Float64Array.of(a[3], a[7], a[11]));
  await is(x, a);
  await is(narrow(c), c);
  const y = space.copy(x);
  x.position.fill(7);
  x.numbers[0].fill(7);
  await is(y, a);
});

test("every operation is that of one array of the whole width, a state of width 1 broadcast", async () => {
  const f = formula({
    inputs: 2,
    parameters: ["p"],
    outputs: [add(mul(input(0), input(1)), parameter("p"))],
  });
  const operands = [
    [() => wide(a), a],
    [() => wide(b), b],
    [() => narrow(c), c],
  ] as const;
  for (const [p, P] of operands) {
    for (const [q, Q] of operands) {
      const width = P.length + Q.length === 6 ? 1 : undefined;
      await is(
        space.combine(space.scratch(width), [2, p()], [-3, q()]),
        plain.combine(plain.scratch(width), [2, P], [-3, Q]),
      );
      await is(
        space.map(f, [0.4], space.scratch(width), p(), q()),
        plain.map(f, [0.4], plain.scratch(width), P, Q),
      );
      const [found, expected] = [space.dot(space.scratch(1), p(), q()), plain.dot(plain.scratch(1), P, Q)];
      found.position.forEach((value, i) => {
        near(value, expected[i], 1e-15);
      });
      assert.is(found.numbers.length, 0);
    }
  }
  await is(space.combine(space.scratch()), new Float64Array(12));
  await is(space.mean(space.scratch(1), narrow(c)), plain.mean(plain.scratch(1), c));
  assert.is(space.read(narrow(c)), c[0]);
  assert.is(space.read(wide(a)), a[0]);
});

test("out may be an operand", async () => {
  const x = wide(a);
  await is(space.combine(x, [2, x], [1, narrow(c)]), plain.combine(plain.scratch(), [2, a], [1, c]));
  const n = narrow(c);
  near(space.dot(n, n, wide(b)).position[1], plain.dot(plain.scratch(1), c, b)[1], 1e-15);
});

test("its noise is that of its width", async () => {
  const at = { t0: 0, t1: 1, before: 0, k: 3, last: false };
  await is(
    freshNoise(space, 9n).normal(at, 0, space.scratch()),
    freshNoise(plain, 9n).normal(at, 0, plain.scratch()),
  );
});

test("the first particle that is not finite, in whichever part", () => {
  const law = (broken: number, expected: number) => {
    const values = a.slice();
    if (broken >= 0) values[broken] = Number.NaN;
    assert.is(space.firstNotFinite?.(wide(values)), expected);
  };
  for (const [broken, expected] of [
    [-1, -1],
    [0, 0],
    [5, 1],
    [6, 1],
    [11, 2],
  ])
    law(broken, expected);
  const both = a.slice();
  both[3] = Infinity;
  both[9] = Number.NaN;
  assert.is(space.firstNotFinite?.(wide(both)), 0);
});

test("an adaptive solver hears the error of the numbers", () => {
  /** The position stands still; both numbers are integrals of cos(40 t). */
  const drift: Field<Augmented<Arrays>> = (t, _, out) => ({
    position: out.position.fill(0),
    numbers: out.numbers.map((n) => n.fill(40 * Math.cos(40 * t))),
  });
  const law = (f: typeof drift) => {
    const process = dormandPrince.bind(space, { drift: f }, freshNoise(space, 0n), {
      rtol: 1e-8,
      atol: 1e-8,
    });
    const start = process.start(wide(new Float64Array(12)), 0);
    const { position } = process.step(start, { t0: 0, t1: 2, before: 0, k: 0, last: true });
    for (const n of position.numbers) near(n[0], Math.sin(80), 1e-6);
  };
  law(drift);
  catches("another frequency", () =>
    law((t, _, out) => ({ ...drift(t, _, out), numbers: out.numbers.map((n) => n.fill(Math.cos(t))) })),
  );
});

test("a formula over coordinates is refused, and so is a product with nothing", () => {
  const refused = (act: () => unknown, message: RegExp) =>
    assert.throws(act, (e: unknown) => e instanceof UsageError && message.test(e.message));
  const f = formula({ inputs: 1, outputs: [input(0)] });
  refused(() => space.evaluate(f, [], space.scratch(1), wide(a)), /in the space of the positions/);
  refused(() => augmentedSpace(arraySpace(shape), 0), /numbers beside a position: got 0/);
});

test.run();
