import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { classifierFree, preconditionedDenoiser, preconditioning } from "../../src/denoisers/index.ts";
import { vp } from "../../src/schedules/index.ts";
import { near } from "../support.ts";

test("preconditioning with the best network is the exact denoiser of a normal law, under any schedule", () => {
  const data = { mean: -0.7, deviation: 0.6 };
  const space = arraySpace({ particles: 4, dimension: 1 });
  // For N(m, s^2) the denoiser is m + c_skip y: the best network says zero.
  const D = preconditionedDenoiser(space, vp, data, (_x, _noise, out) => out.fill(0));
  for (const t of [0.01, 0.3, 0.9]) {
    const [a, s2] = [vp.alpha(t), vp.sigma(t) ** 2];
    const got = D(t, Float64Array.of(-2, -0.5, 0, 3), space.scratch());
    [-2, -0.5, 0, 3].forEach((x, k) => {
      const gain = (a * 0.36) / (a * a * 0.36 + s2);
      near(got[k], -0.7 + gain * (x + 0.7 * a), 1e-12);
    });
  }
  assert.throws(() => preconditioning(0, data), "sigma");
});

test("guidance adds (1 + w) of one and -w of the other; none asks the first alone", () => {
  const space = arraySpace({ particles: 2, dimension: 1 });
  let asked = 0;
  const conditional = (_: number, x: Float64Array, out: Float64Array) => space.combine(out, [3, x]);
  const unconditional = (_: number, x: Float64Array, out: Float64Array) => {
    asked++;
    return space.combine(out, [1, x]);
  };
  const x = () => Float64Array.of(1, 2);
  assert.equal(
    classifierFree(space, conditional, unconditional, 0.5)(0, x(), space.scratch()),
    Float64Array.of(4, 8),
  );
  assert.is(asked, 1);
  assert.equal(
    classifierFree(space, conditional, unconditional, 0)(0, x(), space.scratch()),
    Float64Array.of(3, 6),
  );
  assert.is(asked, 1);
});

test.run();
