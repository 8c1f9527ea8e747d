import { test } from "uvu";
import * as assert from "uvu/assert";
import { sdeFormulas } from "../../sims/sampling/sde-formulas.ts";
import { linearMoments } from "../../sims/sde/linear-moments.ts";
import { sdeTexts } from "../../sims/sde/sde-texts.ts";
import { typeset } from "../../sims/sde/typeset.ts";
import { catches, near } from "../support.ts";

const formulasOf = (drift: string, diffusion: string, calculus: "ito" | "stratonovich" = "ito") =>
  sdeFormulas({ ...sdeTexts(drift, diffusion), calculus });

const momentsAt = async (t: number, deviation: number, ...texts: Parameters<typeof formulasOf>) => {
  const formulas = await formulasOf(...texts);
  const mean = formulas.drift.outputs.map((_, j) => 1 + j);
  const found = linearMoments(formulas, [0, t / 3, t], { mean, deviation });
  return found?.at(-1) ?? { mean: [NaN], variance: [NaN] };
};

test("moments of geometric Brownian motion in both calculi", async () => {
  const [mu, sigma, t, spread] = [0.5, 0.8, 1.2, 0.3];
  for (const calculus of ["ito", "stratonovich"] as const) {
    const growth = mu + (calculus === "ito" ? 0 : sigma ** 2 / 2);
    const { mean, variance } = await momentsAt(t, spread, `${mu}*x`, `${sigma}*x`, calculus);
    const second = (1 + spread ** 2) * Math.exp((2 * growth + sigma ** 2) * t);
    near(mean[0], Math.exp(growth * t), 1e-9);
    near(variance[0], second - Math.exp(2 * growth * t), 1e-8);
    catches("the other calculus", () => near(mean[0], Math.exp((growth - sigma ** 2 / 2) * t), 1e-9));
  }
});

test("moments of an Ornstein-Uhlenbeck process with a moving rest position", async () => {
  // dx = (cos t - x) dt + dW: the mean is (cos t + sin t + e^{-t}) / 2 from 1
  const t = 2;
  const { mean, variance } = await momentsAt(t, 0, "cos(t) - x", "1");
  near(mean[0], (Math.cos(t) + Math.sin(t) + Math.exp(-t)) / 2, 1e-9);
  near(variance[0], (1 - Math.exp(-2 * t)) / 2, 1e-9);
});

test("moments of noise that does not commute: dx = dW1, dy = x dW2 in Ito's sense", async () => {
  const t = 1.5;
  const { mean, variance } = await momentsAt(t, 0, "0; 0", "1, 0; 0, x");
  assert.equal(mean, [1, 2]);
  near(variance[0], t, 1e-12);
  near(variance[1], t + t ** 2 / 2, 1e-12); // the integral of E x^2 = 1 + s
});

test("no such moments where drift or noise is not affine", async () => {
  for (const [drift, diffusion] of [
    ["-x^3", "1"],
    ["-x", "sqrt(1 + x^2)"],
    ["x*y; 0", "1"],
    ["abs(x)", "1"],
  ]) {
    const formulas = await formulasOf(drift, diffusion);
    const mean = formulas.drift.outputs.map(() => 1);
    assert.is(linearMoments(formulas, [0, 1], { mean, deviation: 0 }), undefined, drift);
  }
});

test("what is typed: one entry, a diagonal, a matrix, commas within brackets", () => {
  assert.equal(sdeTexts("-x; y", "0.1*x").diffusion, [
    ["0.1*x", "0"],
    ["0", "0.1*x"],
  ]);
  assert.equal(sdeTexts("-x; y", "1; max(x, y)").diffusion, [
    ["1", "0"],
    ["0", "max(x, y)"],
  ]);
  assert.equal(sdeTexts("-x; y", "1, 0; min(x, 1), 2").diffusion, [
    ["1", "0"],
    ["min(x, 1)", "2"],
  ]);
  for (const diffusion of ["1; 2; 3", "1, 2"])
    assert.throws(() => sdeTexts("-x; y", diffusion), /2 components/);
});

test("the equation in LaTeX", async () => {
  assert.is(typeset(await formulasOf("-x", "3")), "\\mathrm d x = -x \\, \\mathrm dt + 3 \\, \\mathrm dW");
  const both = typeset(await formulasOf("-x; y", "1, 0; x, t", "stratonovich")) ?? "";
  assert.match(both, /\\begin\{pmatrix\} 1 & 0 \\\\ x & t \\end\{pmatrix\} \\, \\circ \\mathrm dW$/);
});

test("a formula that is none is refused with the flag that it was typed with", async () => {
  for (const [drift, diffusion, says] of [
    ["-x+", "1", /^--drift: got "-x\+"/],
    ["-x; foo(y)", "1; 1", /^piece of --drift: got "foo/],
    ["-x", "q", /^name in --diffusion: got "q"/],
  ] as const) {
    const message = await formulasOf(drift, diffusion).then(String, (error: Error) => error.message);
    assert.match(message, says);
  }
});

test.run();
