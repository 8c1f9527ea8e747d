import { test } from "uvu";
import * as assert from "uvu/assert";
import { lanes as all, type Lanes } from "../../../src/engine/wasm/lanes.ts";
import { erfcx } from "../../../src/formula/erfcx.ts";
import { catches } from "../../support.ts";
import { checkUnits, each, edges, everything, type Name, spread, vectors, widths } from "./units.ts";

const stride = 8209;
/** What Math's function may add in float64. */
const reference = 1;
const limit = { f32x4: 1e6, f64x2: 1e9 };

const trigonometric = [
  ["sin", Math.sin, { f32x4: 1.5, f64x2: 2.5 }],
  ["cos", Math.cos, { f32x4: 1.5, f64x2: 2.5 }],
  ["tan", Math.tan, { f32x4: 3.5, f64x2: 3.5 }],
] as const;

/** The function where it is promised. */
const within = (lanes: Lanes, f: (a: number) => number) => (a: number) =>
  Math.abs(a) <= limit[lanes.type] ? f(a) : Number.NaN;

for (const lanes of widths) {
  const single = lanes.count === 4;
  for (const [name, f, most] of trigonometric) {
    test(`${lanes.type}: ${name} to ${most[lanes.type]} units in the last place up to ${limit[lanes.type]}, NaN beyond`, () => {
      const module = vectors(lanes, name);
      const units = most[lanes.type] + (single ? 0 : reference);
      checkUnits(lanes, module, everything(lanes, stride), within(lanes, f), units);
      for (const end of [4, 1000, limit[lanes.type]]) {
        checkUnits(lanes, module, spread(100_000, -end, end), within(lanes, f), units);
      }
    });
  }

  test(`${lanes.type}: next to multiples of pi / 2, what is left is right to 1e-27 or 3 units in the last place`, () => {
    const multiples = Array.from({ length: 20_000 }, (_, i) => ((i * i) % 600_001) * (Math.PI / 2)).filter(
      (x) => x <= limit[lanes.type],
    );
    for (const [name, f] of trigonometric.slice(0, 2)) {
      each(vectors(lanes, name), multiples, (got, a) => {
        const error = Math.abs(got - f(a));
        const relative = 3 * 2 ** -lanes.mantissa * Math.abs(f(a));
        assert.ok(error <= relative + 1e-27, `${name}(${a}) = ${got}, expected ${f(a)}`);
      });
    }
  });

  test(`${lanes.type}: tanh over all numbers, to 1.6 units in the last place`, () => {
    const module = vectors(lanes, "tanh");
    const most = 1.6 + (single ? 0 : reference);
    checkUnits(lanes, module, everything(lanes, stride), Math.tanh, most);
    checkUnits(lanes, module, spread(300_000, -1.5, 1.5), Math.tanh, most);
  });

  test(`${lanes.type}: erfcx over all numbers, as the formulas' own`, () => {
    const module = vectors(lanes, "erfcx");
    const most = single ? 0.51 : 10; // both to 4, and to 1e-15 of themselves below 0
    checkUnits(lanes, module, everything(lanes, 8 * stride), erfcx, most);
    checkUnits(lanes, module, spread(100_000, -26, 30), erfcx, most);
  });

  test(`${lanes.type}: the functions keep the sign of zero or lose it, as they say`, () => {
    for (const [name, expected] of [
      ["tanh", -0],
      ["sin", 0],
      ["tan", 0],
    ] as const) {
      each(vectors(lanes, name), [-0], (got) => assert.ok(Object.is(got, expected), `${name}(-0) = ${got}`));
    }
  });

  test(`${lanes.type}: pow at every pair of exceptional arguments is Math.pow, but for subnormal numbers`, () => {
    const module = vectors(lanes, "pow");
    const values = [...edges, 0.5, -0.5, 1.5, -1.5, 3, -3, 4, 1e-3, 1e3, 2 ** 53, 2 ** 53 + 2].map((x) =>
      single ? Math.fround(x) : x,
    );
    values.forEach((b) => {
      module.b.fill(b);
      each(module, values, (got, a) => checkPower(lanes, got, a, b));
    });
  });

  test(`${lanes.type}: pow to half a unit in the last place (float32), to 5e-16 (1 + |y log x|) of itself (float64)`, () => {
    const module = vectors(lanes, "pow");
    for (const b of [-7.3, -1, -0.5, 0.1, 1 / 3, 1.5, 2.2, 7, 31, 33.3]) {
      module.b.fill(b);
      each(module, spread(20_000, 0, 40), (got, a) => checkPower(lanes, got, a, module.b[0]));
    }
  });
}

/** Half a unit in the last place and a little in float32; below the least normal number it may be 0. */
function checkPower({ count, bias }: Lanes, got: number, a: number, b: number): void {
  const value = a ** b;
  const rounded = count === 4 ? Math.fround(value) : value;
  if (Math.abs(value) < 2 ** (1.5 - bias) || (count === 4 && Math.abs(value) < 2 ** -126)) {
    assert.ok(Math.abs(got) <= Math.abs(value) * 1.001 + 2 ** -149, `${a}^${b} = ${got}, expected ${value}`);
  } else if (!Number.isFinite(rounded)) {
    assert.ok(Object.is(got, rounded), `${a}^${b} = ${got}, expected ${value}`);
  } else {
    const relative =
      count === 4 ? 2 ** -24 * 1.001 : 5e-16 * (1 + (b === 0 ? 0 : Math.abs(b * Math.log(Math.abs(a)))));
    assert.ok(Math.abs(got - value) <= relative * Math.abs(value), `${a}^${b} = ${got}, expected ${value}`);
  }
}

test("functions that are mistaken for one another are found", () => {
  const mistake = (name: Name, f: (a: number) => number) =>
    catches(`${name} for another`, () =>
      checkUnits(all.f64x2, vectors(all.f64x2, name), spread(1000, -3, 3), f, 4),
    );
  mistake("sin", Math.cos);
  mistake("tanh", Math.tan);
  mistake("cos", (x) => Math.cos(x * (1 + 1e-15)));
});

test.run();
