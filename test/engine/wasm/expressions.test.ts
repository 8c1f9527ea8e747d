import { test } from "uvu";
import * as assert from "uvu/assert";
import { expressions } from "../../../src/engine/wasm/expressions.ts";
import { vocabulary } from "../../../src/engine/wasm/vocabulary.ts";
import { operations } from "../../../src/formula/operations.ts";
import { catches } from "../../support.ts";
import { edges, widths } from "./units.ts";
import { vectorModule } from "./vector-module.ts";

type Name = Exclude<keyof typeof expressions, "select">;
const names = Object.keys(expressions).filter((name): name is Name => name !== "select");

for (const lanes of widths) {
  const v = vocabulary(lanes);
  const round = lanes.count === 4 ? Math.fround : (x: number) => x;
  const values = edges.map(round);
  const size = 4 * Math.ceil(values.length / 4);

  /** Statements against an operation, at each pair of edges, to the bit. */
  const check = (write: string, value: (a: number, b: number) => number) => {
    const module = vectorModule(lanes, size, write);
    module.a.set(values);
    for (const b of values) {
      module.b.fill(b);
      module.run(size);
      for (const [i, a] of values.entries()) {
        const expected = round(value(a, b));
        assert.ok(
          Object.is(module.out[i], expected),
          `at ${a}, ${b}: ${module.out[i]}, expected ${expected}`,
        );
      }
    }
  };

  for (const name of names) {
    test(`${lanes.type}: ${name} has the formulas' value, rounded, at every pair of edges`, () => {
      check(v.set("$out", expressions[name](v, "$a", "$b", "$b")), operations[name].value);
    });
  }

  test(`${lanes.type}: select takes its first value unless the condition is 0, NaN too`, () => {
    const select = v.set("$out", expressions.select(v, "$a", "$b", v.neg("$b")));
    check(select, (a, b) => (a !== 0 ? b : -b));
  });

  test(`${lanes.type}: a maximum that passes NaN by is found`, () => {
    const write = v.set("$out", v.pmax("$a", "$b"));
    catches("pmax for max", () => check(write, Math.max));
  });
}

test.run();
