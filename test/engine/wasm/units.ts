import * as assert from "uvu/assert";
import { lanes as all, type Lanes } from "../../../src/engine/wasm/lanes.ts";
import { statements } from "../../../src/engine/wasm/statements.ts";
import { vocabulary } from "../../../src/engine/wasm/vocabulary.ts";
import { type VectorModule, vectorModule } from "./vector-module.ts";

export type Name = keyof typeof statements;

const size = 2 ** 16;
const number = new Float64Array(1);
const bits = new BigInt64Array(number.buffer);

/** A unit in the last place of x, which is the spacing of subnormal numbers below the least normal one. */
export function unit({ mantissa, bias }: Lanes, x: number): number {
  number[0] = x;
  const exponent = Number((bits[0] >> 52n) & 0x7ffn) - 1023;
  return 2 ** (Math.max(exponent, 1 - bias) - mantissa);
}

/** The operation in lanes, over arguments that are written to its arrays. */
export const vectors = (lanes: Lanes, name: Name): VectorModule =>
  vectorModule(lanes, size, statements[name](vocabulary(lanes), "$out", "$a", "$b"));

/** Hands `visit` the results for all arguments, a vector module full at a time. */
export function each(
  module: VectorModule,
  values: Iterable<number>,
  visit: (got: number, a: number) => void,
): void {
  let count = 0;
  const flush = () => {
    module.run(size);
    for (let i = 0; i < count; i++) visit(module.out[i], module.a[i]);
    count = 0;
  };
  for (const a of values) {
    module.a[count++] = a;
    if (count === size) flush();
  }
  if (count > 0) flush();
}

/** Every result within so many units in the last place of `expected`, and the same where that is not finite. */
export function checkUnits(
  lanes: Lanes,
  module: VectorModule,
  values: Iterable<number>,
  expected: (a: number) => number,
  most: number,
): void {
  let worst = { units: 0, text: "" };
  each(module, values, (got, a) => {
    const value = expected(a);
    const rounded = lanes.count === 4 ? Math.fround(value) : value;
    const units = Number.isFinite(rounded)
      ? Math.abs(got - value) / unit(lanes, rounded)
      : Object.is(got, rounded)
        ? 0
        : Number.POSITIVE_INFINITY;
    if (!(units <= worst.units)) worst = { units, text: `${a}: ${got}, expected ${value}` };
  });
  assert.ok(worst.units <= most, `${worst.units} units in the last place, at ${worst.text}`);
}

/** Every `stride`-th float32 of all, whatever it is. */
export function* floats(stride: number): Generator<number> {
  const word = new Uint32Array(1);
  const float = new Float32Array(word.buffer);
  for (let i = 0; i < 2 ** 32; i += stride) {
    word[0] = i;
    yield float[0];
  }
}

/** The float64 whose upper halves are every `stride`-th word, their lower halves a Weyl sequence. */
export function* doubles(stride: number): Generator<number> {
  const words = new Uint32Array(2);
  const double = new Float64Array(words.buffer);
  for (let i = 0; i < 2 ** 32; i += stride) {
    words[1] = i;
    words[0] += 0x9e3779b9;
    yield double[0];
  }
}

/** `count` numbers across an interval, the golden ratio apart. */
export function* spread(count: number, from: number, to: number): Generator<number> {
  for (let i = 0; i < count; i++) yield from + (to - from) * ((i * 0.6180339887498949) % 1);
}

/** Where something may go wrong in either width: ends of ranges, zeros, what is not finite. */
export const edges: readonly number[] = [
  0,
  0.5,
  0.55,
  1,
  2,
  3,
  26.7,
  27.5,
  28,
  86.98,
  87.4,
  88.7228,
  88.7229,
  103,
  104,
  708,
  709.78,
  709.79,
  745,
  746,
  2 ** -149,
  2 ** -127,
  2 ** -126,
  2 ** -25,
  2 ** -1074,
  2 ** -1023,
  2 ** -1022,
  2 ** 127,
  3.4028234e38,
  2 ** 1023,
  Number.MAX_VALUE,
  Number.POSITIVE_INFINITY,
  Number.NaN,
].flatMap((x) => [x, -x]);

/** Spread over everything that the width holds, with the edges. */
export function* everything(lanes: Lanes, stride: number): Generator<number> {
  yield* edges;
  yield* lanes.count === 4 ? floats(stride) : doubles(stride);
}

export const widths = Object.values(all);
