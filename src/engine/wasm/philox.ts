import type { Lanes } from "./lanes.ts";

const get = (name: string): string => `(local.get ${name})`;
const set = (name: string, value: string): string => `(local.set ${name} ${value})`;
const xor = (a: string, b: string): string => `(v128.xor ${a} ${b})`;
/** The same word from memory in all lanes. */
const word = (base: string, offset: number): string => `(v128.load32_splat offset=${offset} ${get(base)})`;

const constant = (word: string): string => `(v128.const i32x4 ${Array(4).fill(word).join(" ")})`;
export const M0 = constant("0xd2511f53");
export const M1 = constant("0xcd9e8d57");

/** Low and high words of the products of a vector's lanes (the first two for float64) with a multiplier. */
export function product({ count }: Lanes, low: string, high: string, a: string, multiplier: string): string {
  const half = (which: string) => `(i64x2.extmul_${which}_i32x4_u ${a} ${multiplier})`;
  const other = count === 4 ? "$_b" : "$_a";
  const take = (bytes: string) => `(i8x16.shuffle ${bytes} ${get("$_a")} ${get(other)})`;
  return [
    set("$_a", half("low")),
    count === 4 ? set("$_b", half("high")) : "",
    set(low, take("0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27")),
    set(high, take("4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31")),
  ].join("");
}

/**
 * The words of a block in $_c0 to $_c3, from the i32 locals $row (plus `offset` bytes) and $keys, addresses of what
 * `stepWords` and `keySchedule` give, and the vectors $p2 and $p3 of `particleWords`. The first round and half of the second
 * are done by those three: of a counter only the particle differs between lanes, and only the rest between
 * steps. Words that are not used cost nothing: the compiler leaves out what makes only them.
 *
 * Philox4x32-10, J. K. Salmon et al. (2011), doi:10.1145/2063384.2063405.
 */
export function philox(lanes: Lanes, offset: number): string {
  const round = (r: number): string =>
    [
      product(lanes, "$_l0", "$_h0", get("$_c0"), M0),
      product(lanes, "$_l1", "$_h1", get("$_c2"), M1),
      set("$_c0", xor(xor(get("$_h1"), get("$_c1")), word("$keys", 8 * r))),
      set("$_c2", xor(xor(get("$_h0"), get("$_c3")), word("$keys", 8 * r + 4))),
      set("$_c1", get("$_l1")),
      set("$_c3", get("$_l0")),
    ].join("");
  return [
    product(lanes, "$_c1", "$_h1", xor(get("$p2"), word("$row", offset)), M1),
    set("$_c0", xor(get("$_h1"), word("$row", offset + 4))),
    set("$_c2", xor(get("$p3"), word("$row", offset + 8))),
    set("$_c3", word("$row", offset + 12)),
    ...Array.from({ length: 8 }, (_, r) => round(r)),
  ].join("\n");
}
