import { test } from "uvu";
import * as assert from "uvu/assert";
import { exp, powerOfFour, weight, weightUnit } from "../../../src/engine/wasm/exp.ts";
import { lanes as all, type Lanes } from "../../../src/engine/wasm/lanes.ts";
import { vocabulary } from "../../../src/engine/wasm/vocabulary.ts";
import { catches } from "../../support.ts";
import { checkUnits, doubles, each, everything, spread, vectors, widths } from "./units.ts";
import { vectorModule } from "./vector-module.ts";

/** Odd, so that every exponent meets many significands. */
const stride = 2053;
/** What Math.exp and Math.log may add in float64. */
const reference = 1;

/** Below it exp is 0. */
const least = ({ bias }: Lanes): number => 2 ** (1 - bias) * Math.SQRT2;

const expected = (lanes: Lanes) => (a: number) => {
  const value = Math.exp(a);
  return value < least(lanes) ? 0 : value;
};
/** Without what is about to be 0, where one of the two may already be. */
function* clear(lanes: Lanes, values: Iterable<number>): Generator<number> {
  const end = Math.log(least(lanes));
  for (const a of values) if (!(Math.abs(a - end) < 1e-4)) yield a;
}

for (const lanes of widths) {
  const more = lanes.count === 4 ? 0 : reference;
  test(`${lanes.type}: exp over all numbers, to 1.2 units in the last place`, () => {
    const module = vectors(lanes, "exp");
    checkUnits(lanes, module, clear(lanes, everything(lanes, stride)), expected(lanes), 1.2 + more);
    const high = lanes.count === 4 ? 89 : 710;
    checkUnits(lanes, module, clear(lanes, spread(500_000, -high, high)), expected(lanes), 1.2 + more);
    checkUnits(lanes, module, spread(200_000, -1, 1), expected(lanes), 1.2 + more);
  });

  test(`${lanes.type}: exp goes to 0 at one place, and is never subnormal`, () => {
    const end = Math.log(least(lanes));
    each(vectors(lanes, "exp"), spread(10_000, end - 0.01, end + 0.01), (got, a) => {
      assert.ok(a < end - 1e-4 ? got === 0 : a > end + 1e-4 ? got > 0 : true, `exp(${a}) = ${got}`);
      assert.ok(got === 0 || got >= 0.99 * least(lanes), `exp(${a}) = ${got}`);
    });
  });

  test(`${lanes.type}: log over all numbers, to 2 units in the last place`, () => {
    const module = vectors(lanes, "log");
    const most = lanes.count === 4 ? 2 : 1.6 + reference;
    checkUnits(lanes, module, everything(lanes, stride), Math.log, most);
    checkUnits(lanes, module, spread(500_000, 0.5, 2), Math.log, most);
    checkUnits(lanes, module, spread(100_000, 1 - 1e-4, 1 + 1e-4), Math.log, most);
  });
}

for (const lanes of widths) {
  const v = vocabulary(lanes);
  const error = v.pick({ f32x4: 1e-7, f64x2: 2e-16 });
  const least = v.pick({ f32x4: 4 ** -29, f64x2: 4 ** -250 });
  const weights = { weight: weight(v, "$out", "$a"), powerOfFour: powerOfFour(v, "$out", "$a") };
  const exact = { weight: Math.exp, powerOfFour: (x: number) => 4 ** x / v.pick(weightUnit) };
  const relative = (
    name: keyof typeof weights,
    text: string,
    xs: Iterable<number>,
    bound: (x: number) => number,
  ) =>
    each(vectorModule(lanes, 2 ** 16, text), Array.from(xs), (got, x) => {
      const value = exact[name](x);
      assert.ok(Math.abs(got - value) <= bound(x) * value, `${name}(${x}) = ${got}, not ${value}`);
    });

  test(`${lanes.type}: a weight is exp below 0, and no less than a power of 4`, () => {
    relative("weight", weights.weight, spread(200_000, -39.9, 0), (x) => (4 + Math.abs(x)) * error);
    each(vectorModule(lanes, 2 ** 16, weights.weight), [-1e3, -1e30, Number.NEGATIVE_INFINITY], (got, a) =>
      assert.ok(Math.abs(got - least) <= 1e-6 * least, `weight(${a}) = ${got}`),
    );
  });

  test(`${lanes.type}: powers of four to 4 units, and a coefficient that is off is found`, () => {
    const xs = [...spread(200_000, -28.9, 1)];
    relative("powerOfFour", weights.powerOfFour, xs, () => 4 * error);
    const [first] = v.pick({ f32x4: [71.97646], f64x2: [6805545.840083755] });
    const planted = weights.powerOfFour.replace(v.term(first), v.term(first * (1 + 40 * error)));
    assert.is.not(planted, weights.powerOfFour);
    catches("a coefficient that is off", () =>
      relative("powerOfFour", planted, xs.slice(0, 20_000), () => 4 * error),
    );
  });
}

test("log takes subnormal numbers of either width", () => {
  checkUnits(all.f32x4, vectors(all.f32x4, "log"), spread(10_000, 2 ** -149, 2 ** -126), Math.log, 1);
  checkUnits(all.f64x2, vectors(all.f64x2, "log"), spread(10_000, 2 ** -1074, 2 ** -1022), Math.log, 2);
});

test("an exponential whose series ends one term early is found, in both widths", () => {
  for (const [lanes, last] of [
    [all.f32x4, "0.00139262504"],
    [all.f64x2, "2.5100472505694996e-8"],
  ] as const) {
    const text = exp(vocabulary(lanes), "$out", "$a");
    const constant = vocabulary(lanes).term(2 * Number(last));
    assert.ok(text.includes(constant));
    const module = vectorModule(lanes, 2 ** 16, text.replace(constant, vocabulary(lanes).term(0)));
    catches("a term too few", () => checkUnits(lanes, module, spread(20_000, -1, 1), Math.exp, 2.2));
  }
});

test("doubles reach every exponent", () => {
  const found = new Set(Array.from(doubles(stride), (x) => Math.floor(Math.log2(Math.abs(x)))));
  for (let e = -1022; e <= 1022; e++) assert.ok(found.has(e), `${e}`);
});

test.run();
