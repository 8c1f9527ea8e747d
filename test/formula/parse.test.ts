import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as F from "../../src/formula/index.ts";
import { UsageError } from "../../src/refusal.ts";
import { seedOf } from "../support.ts";

const at = [2, 3, 5, 7];
const values: readonly (readonly [text: string, value: number])[] = [
  ["2x", 4],
  ["3 x y", 18],
  ["1/2 x", 1],
  ["-x^2", -4],
  ["2^3^2", 512],
  ["x - y - z", -6],
  ["x / y / z", 2 / 15],
  ["(x + y)(z - 1)", 20],
  ["x1 + x4 + z", 14],
  ["e^x + pi", Math.E ** 2 + Math.PI],
  ["ln(x) + log(y) + log10(z) + log2(x)", Math.log(6) + Math.log10(5) + 1],
  ["min(x, y, 1) max(x, y) pow(x, y)", 24],
  ["sinh(x) + cosh(x)", Math.exp(2)],
  ["+x + sign(-y) + abs(-z)", 6],
  ["1e-3 x + .5", 0.502],
  ["π x", 2 * Math.PI],
  ["erf(x/4) + erfc(x/4) + erfcx(0)", 2],
];
for (const [text, value] of values) {
  test(`${text} means what it says`, async () => {
    const [got] = F.evaluate(await F.parseFormula(text), [], at);
    assert.ok(Math.abs(got - value) <= 1e-14 * Math.abs(value), `${got}, expected ${value}`);
  });
}

const refusals: readonly (readonly [text: string, message: RegExp])[] = [
  ["", /an expression such as/],
  ["x +", /char 4/],
  ["xy", /For a product write x\*y/],
  ["x (y + 1)", /For a product write x \*/],
  ["sin x", /sin is a function: write sin\(\.\.\.\)/],
  ["sqroot(x)", /Did you mean "sqrt"/],
  ["2 + foo", /"foo".*at character 5/],
  ["log(x, 2)", /log of 1 argument.*log\(x\) \/ log\(base\)/],
  ["x ** 2", /\^ for a power/],
  ["|x|", /Write abs\(x\)/],
  ["x = 1", /no "=" at character 3/],
  ["x.constructor", /Accessor is not allowed/],
  ["[x, y]", /no "\["/],
  ["f(x) = x", /no "="/],
  ["x\ny", /one line/],
  ["x # y", /no "#"/],
  ["'x'", /no "'"/],
  ["{a: 1}", /no "{"/],
  ["x!", /no "!"/],
  ["true", /a finite number/],
  ["1e400", /a finite number/],
  ["1 / 0", /division by zero/],
  ["x mod 2", /not allowed/],
  ["5 cm", /"cm"/],
  ["import(x)", /"import\(\.\.\.\)"/],
  ["__proto__", /one of the names/],
  ["hasOwnProperty(x)", /piece of a formula/],
  [`${"(".repeat(65)}x${")".repeat(65)}`, /brackets 65 deep/],
  ["-".repeat(100).concat("x"), /64 deep/],
  ["x^".repeat(100).concat("x"), /64 deep/],
  ["x+".repeat(400).concat("x"), /at most 500/],
  ["x".padEnd(2001), /2001 characters/],
];
for (const [text, message] of refusals) {
  test(`refuses ${JSON.stringify(text.slice(0, 30))}`, async () => {
    const refusal = await F.parseFormula(text).then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.instance(refusal, UsageError);
    assert.match((refusal as Error).message, message);
  });
}

test("a coordinate beyond the dimension is unknown, a declared parameter is not", async () => {
  const refusal = async (promise: Promise<unknown>) =>
    promise.then(
      () => "",
      (e: Error) => e.message,
    );
  assert.match(await refusal(F.parseFormula("x + z", { dimension: 2 })), /one of the names x, y, x1, x2/);
  assert.match(await refusal(F.parseFormula("T x")), /"T"/);
  assert.match(await refusal(F.parseFormula("x", { parameters: ["y"] })), /not a coordinate/);
  assert.match(await refusal(F.parseFormula("x", { dimension: 0 })), /dimension/);
  assert.equal((await F.parseFormula("T x", { parameters: ["T"] })).parameters, ["T"]);
  assert.is(F.dimensionOf(await F.parseFormula("x + x7")), 7);
});

test("a sum of a hundred terms is not deep", async () => {
  const [got] = F.evaluate(await F.parseFormula("x + y - ".repeat(50).concat("z")), [], at);
  assert.is(got, 2 - 49 * 2 + 50 * 3 - 5);
});

const pieces = [
  ..."xyz()+-*/^,. \t=[]{};:'\"`$!?%&|<>@\\#~_01e9π∞²",
  ..."sin exp max pow x1 x99999 __proto__ constructor toString import eval => function end to mod not and true i".split(
    " ",
  ),
  "1e999",
  "((((",
  "))))",
];
test("a hostile text gives a formula or a UsageError, never anything else", async () => {
  const hostile = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .tuple(fc.constantFrom(...pieces), fc.integer({ min: 1, max: 3000 }))
      .map(([piece, n]) => piece.repeat(n)),
  );
  const law = fc.asyncProperty(hostile, async (text) => {
    const got = await F.parseFormula(text).catch((error: unknown) => error);
    if (got instanceof UsageError) return;
    if (got instanceof Error) throw got;
    assert.is((got as F.Formula).outputs.length, 1);
  });
  await fc.assert(law, { numRuns: 3000, seed: Number(seedOf("a hostile text") & 0x7fffffffn) });
});

test.run();
