import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Engine } from "../../src/engine/program.ts";
import type { Make } from "../../src/engine/trace.ts";
import {
  abs,
  add,
  column,
  coordinates,
  exp,
  type Formula,
  formula,
  gradient,
  logSumExp,
  mul,
  type Node,
  sin,
  square,
  sub,
  sum,
  type Table,
  table,
} from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { process } from "../../src/solver.ts";
import { agrees, type Case } from "./agree.ts";

const [x, y] = coordinates(0, 2);
const engines: readonly Engine[] = ["simd64", "simd32"];
/** On either side of where a table is long, of whole vectors, blocks and words of blocks. */
const lengths = [17, 49, 56, 57, 64, 101, 1000];

const tableOf = (rows: number, logWeight: (k: number) => number): Table =>
  table([
    Float64Array.from({ length: rows }, (_, k) => 2 * Math.sin(0.9 * k)),
    Float64Array.from({ length: rows }, (_, k) => 2 * Math.cos(1.7 * k)),
    Float64Array.from({ length: rows }, (_, k) => logWeight(k)),
  ]);

/** Steps x + h f(x), from particles of which some are far out. */
function caseOf(f: Formula, h: number): Case {
  const make: Make = (space) => {
    let out = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position }) {
        out = space.evaluate(f, [], out, position);
        return { position: space.combine(position, [1, position], [h, out]) };
      },
    });
  };
  const start = Float64Array.from({ length: 22 }, (_, i) => (i % 7 === 3 ? 30 : 2) * Math.cos(3 * i));
  return { make, grid: uniformGrid(0, 1, 4), start };
}

/** l in a row of the columns a, b, c. */
type Body = (a: Node, b: Node, c: Node) => Node;

const lse = (t: Table, body: Body): Node => logSumExp(t, body(column(t, 0), column(t, 1), column(t, 2)));
const ball =
  (narrow: number): Body =>
  (a, b, c) =>
    sub(c, mul(narrow, sum([square(sub(x, a)), square(sub(y, b))])));
const bodies: Readonly<Record<string, { readonly body: Body; readonly h: number }>> = {
  "wide balls": { body: ball(0.05), h: 0.5 },
  balls: { body: ball(2), h: 0.02 },
  "narrow balls": { body: ball(40), h: 1e-4 },
  "a width a row": {
    body: (a, b, c) => sub(a, mul(exp(c), add(square(sub(x, a)), abs(sub(y, b))))),
    h: 0.01,
  },
  "products of either sign": {
    body: (a, b, c) => add(mul(a, mul(sub(x, b), sub(y, c))), mul(b, x)),
    h: 0.001,
  },
  "an operation without a bound": {
    body: (a, b, c) => sub(sin(mul(a, x)), square(sub(y, add(b, c)))),
    h: 0.01,
  },
};
for (const [name, { body, h }] of Object.entries(bodies)) {
  test(`long tables: ${name}`, async () => {
    for (const rows of lengths) {
      const t = tableOf(rows, (k) => Math.sin(k));
      const f = gradient(formula({ inputs: 1, outputs: [lse(t, body)] }), 2);
      for (const engine of engines) await agrees(caseOf(f, h), engine);
    }
  });
}

test("long tables: rows that are impossible", async () => {
  for (const rows of lengths) {
    for (const possible of [0, 1, 5]) {
      const t = tableOf(rows, (k) => (k % 7 < possible ? 0 : -Infinity));
      const f = formula({ inputs: 1, outputs: [exp(lse(t, ball(1))), mul(-0.1, y)] });
      for (const engine of engines) await agrees(caseOf(f, 0.001), engine);
    }
  }
});

/** A step evaluates some formulas one after the other; which, its number decides. */
const chain =
  (formulasOf: (k: number) => readonly Formula[]): Make =>
  (space) => {
    let out = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position }, { k }) {
        for (const f of formulasOf(k)) {
          out = space.evaluate(f, [], out, position);
          position = space.combine(position, [1, position], [0.01, out]);
        }
        return { position };
      },
    });
  };
const balls = (first: number): Formula[] =>
  Array.from({ length: 5 }, (_, i) => {
    const t = tableOf(20 + first + i, (k) => Math.sin(first + i + k));
    return gradient(formula({ inputs: 1, outputs: [lse(t, ball(1))] }), 2);
  });

for (const engine of [...engines, "javascript"] as const) {
  test(`${engine}: steps, and repetitions within a step, that differ in the contents of tables alone`, async () => {
    const patterns = ["00000000", "01234012", "01010101", "33332222"];
    const start = Float64Array.from({ length: 10 }, (_, i) => 2 * Math.cos(3 * i));
    for (const own of [...patterns.map((pattern) => [pattern]), patterns]) {
      const run = (f: readonly Formula[]): Case => ({
        make: chain((k) => Array.from(own[k % own.length], (i) => f[(Number(i) + 2 * k) % 5])),
        grid: uniformGrid(0, 1, 4),
        start,
      });
      await agrees(run(balls(0)), engine);
      const { compiled } = await agrees(run(balls(5)), engine);
      if (engine !== "javascript") assert.is(compiled, 0);
    }
  });
}

test.run();
