import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Density, formulas, isDiffused } from "../../src/index.ts";
import { catches, near, seedOf } from "../support.ts";
import { at, boxProbabilities, densities, type Law, normals, sample, widen } from "./support.ts";

/** Points over the window, on a lattice that meets no symmetry. */
const scatter = ({ window }: Density, n = 400): Float64Array =>
  Float64Array.from({ length: 2 * n }, (_, i) => {
    const [low, high] = window[i % 2];
    const fraction = (0.5 + Math.floor(i / 2) * (i % 2 === 0 ? 0.7548776662466927 : 0.5698402909980532)) % 1;
    return low + (high - low) * fraction;
  });

/** The quantile of chi-square that is passed once in 1e9, by Wilson and Hilferty. */
const chiSquareLimit = (n: number): number => n * (1 - 2 / (9 * n) + 5.9978 * Math.sqrt(2 / (9 * n))) ** 3;

/** Counts of samples in boxes against the density's integral over them; thin boxes and the outside are one. */
function checkSampler(law: Law, points: Float64Array): void {
  const [cells, n] = [30, points.length / 2];
  const window = widen(law.window, 1.1);
  const expected = boxProbabilities({ ...law, window }, cells).map((p) => p * n);
  const counts = new Float64Array(cells * cells);
  for (let i = 0; i < n; i++) {
    const [a, b] = [0, 1].map((j) => {
      const [low, high] = window[j];
      return Math.floor(((points[2 * i + j] - low) / (high - low)) * cells);
    });
    if (a >= 0 && a < cells && b >= 0 && b < cells) counts[b * cells + a]++;
  }
  const thick = [...expected.keys()].filter((i) => expected[i] >= 20);
  const rest = n - thick.reduce((sum, i) => sum + expected[i], 0);
  const restCount = n - thick.reduce((sum, i) => sum + counts[i], 0);
  const inside = thick.reduce((sum, i) => sum + (counts[i] - expected[i]) ** 2 / expected[i], 0);
  const outside = rest >= 20 ? (restCount - rest) ** 2 / rest : 0;
  assert.ok(thick.length > 30, `${thick.length} boxes`);
  const limit = chiSquareLimit(thick.length);
  assert.ok(
    inside + outside <= limit,
    `chi-square ${inside + outside} > ${limit} over ${thick.length} boxes`,
  );
}

for (const density of densities) {
  const { name, dimension, window } = density;
  const score = formulas.gradient(density.logDensity, dimension);

  test(`${name}: presents itself`, () => {
    assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(density.title.length > 0 && density.about.endsWith("."));
    assert.is(window.length, dimension);
    assert.ok(window.every(([low, high]) => low < high));
    assert.is(density.logDensity.outputs.length, 1);
    assert.ok(formulas.latex(density.logDensity).length < 600);
    assert.is(densities.filter((other) => other.name === name).length, 1);
  });

  if (dimension !== 2) continue;

  test(`${name}: its score is the gradient, by central differences`, () => {
    const points = scatter(density);
    const exact = at(score, [], points);
    const h = 1e-5;
    for (const j of [0, 1]) {
      const moved = (t: number) =>
        at(
          density.logDensity,
          [],
          points.map((x, i) => (i % 2 === j ? x + t : x)),
        );
      const [up, down] = [moved(h), moved(-h)];
      up.forEach((value, i) => {
        const size = 1 + Math.abs(exact[2 * i + j]) + Math.abs(value) * 1e-2;
        near(exact[2 * i + j], (value - down[i]) / (2 * h), 1e-5 * size, `component ${j}`);
      });
    }
  });

  test(`${name}: ${density.normalised ? "integrates to one" : "has a finite integral that the window holds"}`, () => {
    const total = (factor: number) =>
      boxProbabilities({ ...density, window: widen(window, factor) }, 90).reduce((a, b) => a + b);
    if (density.normalised) near(total(2.5), 1, 2e-5);
    assert.ok(total(1) > 0.97 * total(2.5), `the window holds ${total(1) / total(2.5)}`);
  });

  if (density.sampler !== undefined) {
    const title = `${name}: its sampler follows its density`;
    test(title, () => {
      checkSampler(density, sample(density, 100_000, seedOf(title)));
      catches("noise 5 % too large", () =>
        checkSampler(density, sample(density, 100_000, seedOf(title), 1.05)),
      );
    });
  }

  if (!isDiffused(density)) continue;
  const points = scatter(density);

  test(`${name}: without noise its diffused law is the density`, () => {
    const [plain, diffused] = [at(density.logDensity, [], points), at(density.diffused(0), [1, 0], points)];
    plain.forEach((value, i) => {
      near(diffused[i], value, 1e-10 * (1 + Math.abs(value)));
    });
  });

  test(`${name}: its diffused law obeys the heat equation`, () => {
    for (const sigma of [0.01, 0.1, 0.5, 2, 20]) {
      const f = density.diffused(sigma);
      const slope = formulas.formula({
        ...f,
        outputs: [formulas.derivative(f.outputs[0], formulas.parameter("sigma"))],
      });
      const s = formulas.gradient(f, 2);
      const [ds, v, div] = [slope, s, formulas.divergence(s)].map((g) => at(g, [1, sigma], points));
      ds.forEach((value, i) => {
        const squares = v[2 * i] ** 2 + v[2 * i + 1] ** 2;
        near(value, sigma * (div[i] + squares), 1e-9 * (1 + sigma * (Math.abs(div[i]) + squares)));
      });
    }
  });

  test(`${name}: scaling by alpha scales its law`, () => {
    for (const [alpha, sigma] of [
      [0.3, 0.2],
      [0.9, 0.05],
      [0.01, 1],
    ]) {
      const f = density.diffused(sigma / alpha);
      const [scaled, plain] = [
        at(
          f,
          [alpha, sigma],
          points.map((x) => alpha * x),
        ),
        at(f, [1, sigma / alpha], points),
      ];
      plain.forEach((value, i) => {
        near(scaled[i], value - 2 * Math.log(alpha), 1e-9 * (1 + Math.abs(value)));
      });
    }
  });

  const title = `${name}: noised samples follow its diffused law`;
  test(title, () => {
    const [n, alpha, sigma] = [100_000, 0.8, 0.6];
    const x0 = sample(density, n, seedOf(title));
    const z = normals(n, seedOf(`${title}: noise`));
    const noised = {
      logDensity: density.diffused(sigma / alpha),
      numbers: [alpha, sigma],
      window: widen(window, 1.3),
    };
    const law = (s: number) =>
      checkSampler(
        noised,
        x0.map((x, i) => alpha * x + s * z[i]),
      );
    law(sigma);
    catches("half the noise", () => law(sigma / 2));
    catches("noise 10 % too small", () => law(0.9 * sigma));
  });
}

test.run();
