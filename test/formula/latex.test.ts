import { test } from "uvu";
import * as assert from "uvu/assert";
import * as F from "../../src/formula/index.ts";

const written: readonly (readonly [text: string, latex: string])[] = [
  ["(x^2 - 1)^2 + y^2 / 2", "\\left(x_1^{2} - 1\\right)^{2} + \\frac{x_2^{2}}{2}"],
  ["x - (y - z)", "x_1 - \\left(x_2 - x_3\\right)"],
  ["-(x + y) z", "-\\left(x_1 + x_2\\right) \\, x_3"],
  ["(-x)^3", "-x_1^{3}"],
  ["x / (y + 1)", "\\frac{x_1}{x_2 + 1}"],
  ["exp(-(x^2 + y^2) / 2)", "e^{-\\frac{x_1^{2} + x_2^{2}}{2}}"],
  ["3 (2 + x) x * 4 x", "12 \\, \\left(x_1 + 2\\right) \\, x_1^{2}"],
  ["2^x * 2^y", "2^{x_1} \\cdot 2^{x_2}"],
  ["pi x / 4 + 1e-9 y", "\\frac{\\pi \\, x_1}{4} + 10^{-9} \\, x_2"],
  ["abs(x) - 1/3", "\\left|x_1\\right| - \\frac{1}{3}"],
  ["sqrt(x) sin(y)^2", "\\sqrt{x_1} \\, \\left(\\sin\\left(x_2\\right)\\right)^{2}"],
  ["x^1.7 - x12", "x_1^{1.7} - x_{12}"],
];
for (const [text, expected] of written) {
  test(`LaTeX of ${text}`, async () => {
    assert.is(F.latex(await F.parseFormula(text)), expected);
  });
}

test("reductions are sums over the rows, columns have their symbols, Greek parameters are Greek", () => {
  const t = F.table([[1, 2]], ["\\mu_k"]);
  const r = F.sub(F.coordinate(0, 0), F.mul(F.parameter("alpha"), F.column(t, 0)));
  const l = F.logSumExp(t, F.neg(F.square(r)));
  const body = "e^{-\\left(x_1 - \\alpha \\, \\mu_k\\right)^{2}}";
  assert.is(F.latex(l), `\\log \\sum_{k=1}^{2} ${body}`);
  const mean = F.softMean(t, F.neg(F.square(r)), F.column(t, 0));
  assert.is(F.latex(mean), `\\frac{\\sum_{k=1}^{2} ${body} \\, \\mu_k}{\\sum_{k=1}^{2} ${body}}`);
});

test("names can be given, outputs are a column, and cases are cases", () => {
  const x = F.coordinate(0, 0);
  const f = F.formula({
    inputs: 1,
    outputs: [F.mul(F.parameter("k"), x), F.select(F.less(x, 1), x, F.neg(x))],
  });
  const names = { coordinate: () => "q", parameters: { k: "k_B" } };
  const cases = "\\begin{cases} q & \\text{if } q < 1 \\\\ -q & \\text{otherwise} \\end{cases}";
  assert.is(F.latex(f, names), `\\begin{pmatrix} k_B \\, q \\\\ ${cases} \\end{pmatrix}`);
});

test("what nobody would read is refused rather than written", () => {
  const x = F.coordinate(0, 0);
  const huge = Array.from({ length: 20 }).reduce<F.Node>((n) => F.add(F.sin(n), F.cos(n)), x);
  assert.throws(() => F.latex(huge), /at most 3000/);
});

test.run();
