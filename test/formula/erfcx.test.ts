import { erf as mathjsErf } from "mathjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { erfcx } from "../../src/formula/erfcx.ts";
import * as F from "../../src/formula/index.ts";
import { catches, near } from "../support.ts";

/** Fixed point: n stands for n / 2^bits, enough for exp(27^2) and the cancellation of as many digits. */
const bits = 2400n;
const one = 1n << bits;
const times = (a: bigint, b: bigint): bigint => (a * b) >> bits;

function squareRoot(a: bigint): bigint {
  let root = 1n << ((bits + BigInt(a.toString(2).length)) / 2n + 1n);
  for (let next = root; ; root = next) {
    next = (root + (a << bits) / root) >> 1n;
    if (next >= root) return root;
  }
}

/** arctan(1 / n), by its series. */
function arctan(n: bigint): bigint {
  let [power, sum] = [one / n, 0n];
  for (let k = 1n; power !== 0n; k += 2n, power /= -n * n) sum += power / k;
  return sum;
}
/** pi by Machin's formula. */
const rootOfPi = squareRoot(4n * (4n * arctan(5n) - arctan(239n)));

/** A double, exactly. */
function exact(x: number): bigint {
  let [mantissa, exponent] = [x, 0n];
  for (; !Number.isInteger(mantissa); mantissa *= 2) exponent++;
  return (BigInt(mantissa) << bits) >> exponent;
}

/** exp(x^2) - (2 / sqrt(pi)) sum 2^n x^(2n+1) / (1 3 5 ... (2n+1)). */
function bySeries(x: bigint): bigint {
  const square = times(x, x);
  let [exponential, odd] = [0n, 0n];
  for (let term = one, n = 1n; term !== 0n; n++) {
    exponential += term;
    term = times(term, square) / n;
  }
  for (let term = x, n = 1n; term !== 0n && term !== -1n; n++) {
    odd += term;
    term = (2n * times(term, square)) / (2n * n + 1n);
  }
  return exponential - (2n * odd * one) / rootOfPi;
}

/** (1 / (x sqrt(pi))) (1 - 1/(2x^2) + 1 3/(2x^2)^2 - ...), up to its least term. */
function byAsymptotics(x: bigint): bigint {
  const inverse = (one * one) / (2n * times(x, x));
  let sum = 0n;
  for (let term = one, n = 1n; n < 300n && term !== 0n; n += 2n) {
    sum += term;
    term = -n * times(term, inverse);
  }
  return (sum * one) / times(x, rootOfPi);
}

/** |value / reference - 1| */
function relativeError(value: number, reference: bigint): number {
  const difference = exact(value) - reference;
  return Math.abs(Number((difference * 10n ** 30n) / reference)) / 1e30;
}
const errorAt = (x: number): number =>
  relativeError(erfcx(x), x > 26 ? byAsymptotics(exact(x)) : bySeries(exact(x)));

test("the two references are one where both hold", () => {
  const [a, b] = [bySeries(exact(25.75)), byAsymptotics(exact(25.75))];
  near(Number(((a - b) * 10n ** 60n) / a), 0, 1);
  near(Number((bySeries(0n) * 10n ** 20n) / one) / 1e20, 1, 0);
});

test("erfcx is exact to 2e-15 of itself, from where it overflows to where it vanishes", () => {
  const dense = Array.from({ length: 200 }, (_, i) => -26.6 + ((i * 0.6180339887498949) % 1) * 60);
  const edges = [
    0,
    2 ** -60,
    1e-9,
    0.1,
    1,
    2 * Math.PI - 1e-12,
    2 * Math.PI,
    2 * Math.PI + 1e-12,
    26,
    -26.62,
  ];
  const far = [50, 100, 1e3, 12345.678, 1e6, 1e8, 1e15, 1e100];
  for (const x of [...dense, ...edges, ...far]) {
    const error = errorAt(x);
    assert.ok(error <= 2e-15, `erfcx(${x}) = ${erfcx(x)} is off by ${error}`);
  }
  catches("an error in the fifteenth digit", () =>
    assert.ok(relativeError(erfcx(1) * (1 + 4e-15), bySeries(one)) <= 2e-15),
  );
});

test("erfcx at the ends of the numbers", () => {
  assert.is(erfcx(Infinity), 0);
  assert.is(erfcx(-Infinity), Infinity);
  assert.is(erfcx(-26.7), Infinity);
  assert.is(erfcx(5e-324), 1);
  assert.is(erfcx(-5e-324), 1);
  assert.ok(Number.isNaN(erfcx(Number.NaN)));
  near(erfcx(1e300) * 1e300, 1 / Math.sqrt(Math.PI), 1e-15);
});

const x = F.coordinate(0, 0);
const at = (node: F.Node, value: number): number =>
  F.evaluate(F.formula({ inputs: 1, outputs: [node] }), [], [value])[0];

test("erf is mathjs's, erfc 1 - erf, and their slopes +-2 exp(-x^2) / sqrt(pi)", () => {
  for (const value of [-30, -6, -2, -0.5, -1e-9, 0, 1e-9, 0.3, 1, 3, 6, 30]) {
    near(at(F.erf(x), value), mathjsErf(value), 2e-15);
    near(at(F.erfc(x), value), 1 - mathjsErf(value), 2e-15);
    const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-value * value);
    near(at(F.derivative(F.erf(x), x), value), slope, 2e-15);
    near(at(F.derivative(F.erfc(x), x), value), -slope, 2e-15);
  }
});

test("the tail of erfc keeps its digits", () => {
  for (const value of [3, 10, 20, 26]) {
    const reference = Number((bySeries(exact(value)) * 10n ** 30n) / one) / 1e30;
    near(at(F.erfc(x), value) / (Math.exp(-value * value) * reference), 1, 1e-14);
  }
});

test("compiled code calls it, constants fold, and it has its name in LaTeX", () => {
  const f = F.formula({ inputs: 1, outputs: [F.erfcx(x)] });
  const out = new Float64Array(3);
  F.compileEvaluate(f)(3, 1, [], out, [Float64Array.of(-2, 0.5, 40)]);
  assert.equal([...out], [-2, 0.5, 40].map(erfcx));
  assert.is(F.erfcx(F.constant(2)), F.constant(erfcx(2)));
  assert.is(F.erfcx(x), F.erfcx(x));
  assert.is(F.latex(F.erfcx(x)), "\\operatorname{erfcx}\\left(x_1\\right)");
});

test.run();
