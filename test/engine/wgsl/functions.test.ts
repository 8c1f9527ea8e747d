import { test } from "uvu";
import * as assert from "uvu/assert";
import { functions } from "../../../src/engine/wgsl/functions.ts";
import { erfcx } from "../../../src/formula/erfcx.ts";
import { catches } from "../../support.ts";
import { floats, spread } from "../wasm/units.ts";
import { computeInPage, testOnGpu } from "./gpu-page.ts";
import { shader } from "./shader.ts";

/** Numbers below it may count as zero. */
const least = 2e-38;
const isLeast = (x: number): boolean => Math.abs(x) < least;

/** The difference of itself; 0 where both are the same, or as good as zero. */
function relative(got: number, x: number): number {
  if (Object.is(got, x) || got === x || (isLeast(x) && isLeast(got))) return 0;
  return Number.isFinite(got) ? Math.abs(got - x) / Math.abs(x) : Number.POSITIVE_INFINITY;
}
const absolute = (got: number, x: number): number =>
  Number.isFinite(got) ? Math.abs(got - x) : Number.POSITIVE_INFINITY;

interface Law {
  readonly code?: string;
  readonly value: (x: number) => number;
  readonly arguments: () => Iterable<number>;
  readonly off?: typeof relative;
  readonly bound: number;
}
const everything = (): Iterable<number> => floats(2 ** 15 + 1);
const between = (a: number, b: number) => () => spread(2 ** 16, a, b);
const power = (y: number, bound: number): Law => ({
  code: `powOf(x, ${y}f)`,
  value: (x) => x ** Math.fround(y),
  arguments: between(-100, 100),
  bound,
});

/** By how much each function may be off. */
const laws: Readonly<Record<string, Law>> = {
  exp: { value: Math.exp, arguments: everything, bound: 3e-7 },
  "exp, as of weights": { value: Math.exp, arguments: between(-80, 0), bound: 3e-7 },
  log: { value: Math.log, arguments: everything, bound: 4e-7 },
  "log, near 1": { value: Math.log, arguments: between(0.5, 2), bound: 4e-7 },
  sin: { value: Math.sin, arguments: between(-1e4, 1e4), off: absolute, bound: 2e-7 },
  cos: { value: Math.cos, arguments: between(-1e4, 1e4), off: absolute, bound: 2e-7 },
  "sin, near 0": { value: Math.sin, arguments: between(-3, 3), bound: 3e-7 },
  tan: { value: Math.tan, arguments: between(-1.5, 1.5), bound: 6e-7 },
  tanh: { value: Math.tanh, arguments: everything, bound: 3e-7 },
  "tanh, near 0": { value: Math.tanh, arguments: between(-2, 2), bound: 3e-7 },
  erfcx: { value: erfcx, arguments: everything, bound: 6e-7 },
  "erfcx, near 0": { value: erfcx, arguments: between(-9, 30), bound: 6e-7 },
  "cube by pow": power(3, 4e-6),
  "inverse by pow": power(-1, 2e-6),
  "root by pow": power(0.5, 1e-6),
  "power of 2.3": power(2.3, 3e-6),
};

async function worstOf(
  name: string,
  { code = `${name.split(",")[0]}Of(x)`, value, arguments: over, off = relative }: Law,
  text = functions,
): Promise<{ off: number; x: number; got: number }> {
  const values = Float32Array.from([0, ...over()].filter((x) => x === 0 || !isLeast(x)));
  const given = new Uint32Array(values.buffer);
  const body = `let x = bitcast<f32>(given[i]);\nout[i] = bitcast<u32>(${code});`;
  const words = await computeInPage(shader(body, text), given, given.length, given.length);
  const got = new Float32Array(words.buffer);
  let worst = { off: 0, x: 0, got: 0 };
  values.forEach((x, i) => {
    const own = off(got[i], Math.fround(value(x)));
    if (own > worst.off) worst = { off: own, x, got: got[i] };
  });
  return worst;
}

for (const [name, law] of Object.entries(laws)) {
  testOnGpu(`${name}: to ${law.bound}`, async () => {
    const { off, x, got } = await worstOf(name, law);
    console.log(name, off);
    assert.ok(off <= law.bound, `off by ${off} at ${x}: ${got}`);
  });
}

testOnGpu("a logarithm of 2 that is off in its last bits is caught", async () => {
  const part = "0.6931471824645996f";
  const planted = functions.replace(part, "0.6931474f");
  assert.is.not(planted, functions);
  const { off } = await worstOf("log", laws.log, planted);
  catches("a constant", () => assert.ok(off <= laws.log.bound));
});

test.run();
