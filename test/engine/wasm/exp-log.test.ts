import { test } from "uvu";
import * as assert from "uvu/assert";
import { exp, weight } from "../../../src/engine/wasm/exp.ts";
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
  test(`${lanes.type}: a weight is exp below 0, and in float32 at least e^-40`, () => {
    const module = vectorModule(lanes, 2 ** 16, weight(vocabulary(lanes), "$out", "$a"));
    if (lanes.count === 4) {
      each(module, Array.from(spread(200_000, -39.9, 0)), (got, x) => {
        const value = Math.exp(x);
        const bound = (2.5 + Math.abs(x)) * 1e-7 * value;
        assert.ok(Math.abs(got - value) <= bound, `weight(${x}) = ${got}`);
      });
    } else checkUnits(lanes, module, spread(200_000, -39.9, 0), Math.exp, 1.2 + reference);
    each(module, [-41, -1e30, Number.NEGATIVE_INFINITY], (got, a) => {
      const value = lanes.count === 4 ? Math.exp(-40) : expected(lanes)(a);
      assert.ok(Math.abs(got - value) <= 5e-6 * value, `weight(${a}) = ${got}`);
    });
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
