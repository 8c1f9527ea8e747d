import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import {
  coordinates,
  formula,
  input,
  mul,
  neg,
  parameter,
  parseFormula,
  sin,
} from "../../src/formula/index.ts";
import { diagonal } from "../../src/problems/diagonal.ts";
import { isAdditive, isCommutative, sde } from "../../src/problems/sde.ts";
import { UsageError } from "../../src/refusal.ts";
import { near } from "../support.ts";

const space = arraySpace({ particles: 1, dimension: 2 });
const [x, y] = coordinates(0, 2);
const of = (outputs: Parameters<typeof formula>[0]["outputs"]) => formula({ inputs: 1, outputs });
const drift = of([neg(x), mul(-2, y)]);
const noise = (entries: Parameters<typeof of>[0], calculus: "ito" | "stratonovich" = "ito") =>
  sde(space, { drift, diffusion: of(entries), calculus });
const at = (...values: number[]) => Float64Array.from(values);

test("an SDE of formulas knows of which kinds it is", () => {
  const kinds = (entries: Parameters<typeof of>[0]) => {
    const problem = noise(entries);
    return [isCommutative(problem), isAdditive(problem)];
  };
  assert.equal(kinds([1, 0, 0, 2]), [true, true]);
  assert.equal(kinds([x, 0, 0, sin(y)]), [true, false], "diagonal");
  assert.equal(kinds([mul(x, y), 1]), [true, false], "one column");
  assert.equal(kinds([mul(2, x), x, mul(2, y), y]), [true, false], "two columns that commute");
  assert.equal(kinds([1, 0, 0, x]), [false, false], "dX1 = dW1, dX2 = X1 dW2");
});

test("product, quadratic, correction and both drifts are those of the definition", () => {
  // B = ((2x, x), (2y, y)): L^1 = 2x d/dx + 2y d/dy, L^2 = L^1 / 2
  const entries = [mul(2, x), x, mul(2, y), y];
  const [ito, stratonovich] = (["ito", "stratonovich"] as const).map((c) => noise(entries, c));
  const [q, w] = [at(0.3, -0.7), at(0.5, 1.1)];
  const close = (a: Float64Array, b: number[]) => {
    for (const [i, v] of a.entries()) near(v, b[i], 1e-14);
  };
  close(ito.product(0, q, w, space.scratch()), [2 * 0.3 * 0.5 + 0.3 * 1.1, -0.7 * (2 * 0.5 + 1.1)]);
  const square = (2 * 0.5 + 1.1) ** 2;
  assert.ok(isCommutative(ito));
  close(ito.quadratic(0, q, w, space.scratch()), [0.3 * square, -0.7 * square]);
  close(ito.correction(0, q, space.scratch()), [5 * 0.3, -5 * 0.7]);
  close(ito.drift(0, q, space.scratch()), [-0.3, 1.4]);
  close(ito.stratonovich(0, q, space.scratch()), [-0.3 - 2.5 * 0.3, 1.4 + 2.5 * 0.7]);
  close(stratonovich.stratonovich(0, q, space.scratch()), [-0.3, 1.4]);
  close(stratonovich.drift(0, q, space.scratch()), [-0.3 + 2.5 * 0.3, 1.4 - 2.5 * 0.7]);
});

test("a calculus that is neither of the two is refused, whatever made the problem", () => {
  for (const word of ["Ito", "strato", null]) {
    const calculus = word as "ito"; // as JavaScript hands it over
    const refuses = (make: () => unknown) =>
      assert.throws(
        make,
        (e: unknown) => e instanceof UsageError && /^calculus: got .*"ito"/.test(e.message),
      );
    refuses(() => noise([x, 0, 0, y], calculus));
    refuses(() =>
      diagonal(space, {
        drift: (_, q, out) => space.combine(out, [1, q]),
        noise: formula({ inputs: 1, outputs: [input(0)] }),
        calculus,
      }),
    );
  }
});

test("time enters as the parameter t, and nothing else may", async () => {
  const driven = sde(space, {
    drift: formula({ inputs: 1, outputs: [mul(parameter("t"), x), y] }),
    diffusion: of([1, 1]),
    calculus: "ito",
  });
  near(driven.drift(3, at(2, 5), space.scratch())[0], 6, 0);
  const refused = (make: () => unknown) => assert.throws(make, (e: unknown) => e instanceof UsageError);
  const k = await parseFormula("k * x", { parameters: ["k"] });
  refused(() => sde(space, { drift: k, diffusion: of([1]), calculus: "ito" }));
  refused(() => noise([1, 0, 0]));
  refused(() => noise([1, 0, 0, 1, 1, 1]));
});

test.run();
