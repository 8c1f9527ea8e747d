import { significand } from "./significand.ts";
import { level } from "./uniform.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The series of src/noise/box-muller.ts: artanh, and those of r^n in sin r and cos r. */
const artanh = Array.from({ length: 10 }, (_, k) => 1 / (2 * k + 3));
const taylor = (n: number): number => {
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  return ((n >> 1) % 2 === 0 ? 1 : -1) / factorial;
};
const sine = Array.from({ length: 7 }, (_, k) => taylor(2 * k + 3));
const cosine = Array.from({ length: 8 }, (_, k) => taylor(2 * k + 2));

/**
 * The Box-Muller pair of two words in the first two lanes, or the first of it, into the locals `out`: the same operations in the same order as src/noise/box-muller.ts, so the same bits.
 */
export function boxMuller64(v: Vocabulary, first: string, second: string, out: readonly string[]): string {
  const { add, sub, mul, set, bits, int } = v;
  const odd = bits("eq", v.and("$_q", int(1)), int(1));
  const sign = (q: string): string => v.shift("shl", v.and(q, int(2)), 62);
  return [
    set("$_x", level(v, first)),
    significand(v),
    set("$_s", v.div(sub("$_x", 1), add("$_x", 1))),
    set("$_z", mul("$_s", "$_s")),
    set("$_p", add("$_s", mul(mul("$_s", "$_z"), v.polynomial(artanh, "$_z")))),
    set("$_k", mul(sub("$_k", 2 ** 52 + 1023 + 32), Math.LN2)),
    set("$_r", v.sqrt(mul(-2, add("$_k", mul(2, "$_p"))))),
    set("$_x", mul(level(v, second), 2 ** -30)),
    set("$_k", v.floor(add("$_x", 0.5))),
    set("$_x", mul(sub("$_x", "$_k"), Math.PI / 2)),
    set("$_q", add("$_k", 2 ** 52)),
    set("$_z", mul("$_x", "$_x")),
    set("$_s", add("$_x", mul(mul("$_x", "$_z"), v.polynomial(sine, "$_z")))),
    set("$_p", add(1, mul("$_z", v.polynomial(cosine, "$_z")))),
    set("$_k", odd),
    ...[
      v.xor(v.bitselect("$_s", "$_p", "$_k"), sign(bits("add", "$_q", int(1)))),
      v.xor(v.bitselect("$_p", "$_s", "$_k"), sign("$_q")),
    ]
      .slice(0, out.length)
      .map((value, j) => set(out[j], mul("$_r", value))),
  ].join("\n");
}
