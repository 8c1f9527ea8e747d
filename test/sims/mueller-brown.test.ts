import ndarray from "ndarray";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { exactOccupation } from "../../sims/mueller-brown/exact-occupation.ts";
import { comparisons } from "../../sims/mueller-brown/occupation.ts";
import { basinOf, minima, saddles } from "../../sims/mueller-brown/surface.ts";
import { catches, near } from "../support.ts";

/** Recomputed in double precision from the constants of Mueller and Brown. */
const known = [
  [-0.5582236346, 1.4417258418, -146.69951721],
  [0.6234994049, 0.0280377585, -108.166724117],
  [-0.050010823, 0.4666941049, -80.76781813],
  [-0.8220015587, 0.6243128028, -40.664843509],
  [0.212486582, 0.2929883251, -72.248940112],
];

test("minima and saddles", () => {
  const check = (third: number) => {
    for (const [i, { x, y, energy }] of [...minima, ...saddles].entries()) {
      near(x, known[i][0], 1e-9);
      near(y, known[i][1], 1e-9);
      near(energy, i === 4 ? third : known[i][2], 1e-8);
    }
  };
  check(known[4][2]);
  catches("the saddle of a widely copied page", () => check(-46.62));
});

test("each minimum lies in its own basin", () => {
  assert.equal(
    minima.map(({ x, y }) => basinOf(x, y)),
    [0, 1, 2],
  );
});

test("at a low temperature all is in the deepest well, with T/2 of energy a coordinate", () => {
  const T = 2;
  const { shares, energy } = exactOccupation(T);
  near(shares[0] + shares[1] + shares[2], 1, 1e-12);
  near(energy, minima[0].energy + T, 0.05);
  assert.ok(shares[0] > 1 - 1e-7 && shares[1] > 0, `${shares}`);
});

test("particles that stay where they are have the shares of their places", () => {
  const places = [minima[0], minima[0], minima[1], minima[2]].flatMap(({ x, y }) => [x, y]);
  const frames = ndarray(Float64Array.from([...places, ...places]), [2, 4, 2]);
  const run = { frames, dimension: 2, coupled: false };
  const basins = [0, 1].map(() => Float64Array.of(0, 0, 1, 2));
  const rows = comparisons(run, basins, { shares: [0.5, 0.25, 0.25], energy: 0 });
  assert.equal(
    rows.slice(0, 3).map(({ value }) => value),
    [0.5, 0.25, 0.25],
  );
  near(rows[3].value, (2 * known[0][2] + known[1][2] + known[2][2]) / 4, 1e-7);
});

test.run();
