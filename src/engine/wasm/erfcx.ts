import { exp } from "./exp.ts";
import { inFloat64 } from "./in-float64.ts";
import type { Statements, Vocabulary } from "./vocabulary.ts";

const h = 1 / 2;
/** t^2 and the weight (2 h / pi) exp(-t^2) of the nodes t of the midpoint rule. */
const nodes = Array.from({ length: 13 }, (_, n) => {
  const t2 = ((n + 0.5) * h) ** 2;
  return { t2, weight: ((2 * h) / Math.PI) * Math.exp(-t2) };
});
const period = (2 * Math.PI) / h;
/** Beyond it erfcx is 1 / (sqrt(pi) x), and the squares of the rule need not overflow. */
const large = 1e8;

/** $_y = erfcx(a) for a >= 0 in $_a. */
function rightHalf(v: Vocabulary): string {
  const { add, sub, mul, div, set } = v;
  const term = ({ t2, weight }: (typeof nodes)[number]) => div(weight, add("$_z", t2));
  return [
    set("$_w", v.pmin("$_a", large)),
    set("$_z", mul("$_w", "$_w")),
    set(
      "$_y",
      nodes.map(term).reduceRight((sum, t) => add(sum, t)),
    ),
    set("$_y", mul(mul("$_y", "$_w"), div(large, v.pmax("$_a", large)))),
    exp(v, "$_e", mul("$_a", sub("$_a", period))),
    exp(v, "$_p", mul("$_a", -period)),
    set("$_p", div(add("$_e", "$_e"), add("$_p", 1))),
    set("$_y", add("$_y", v.and("$_p", v.lt("$_a", period / 2)))),
  ].join("\n");
}

const erfcx64: Statements = (v, out, x) => {
  const { sub, add, mul, set } = v;
  return [
    set("$_u", x),
    set("$_a", v.abs("$_u")),
    rightHalf(v),
    set("$_a", v.pmin("$_a", 28)),
    set("$_w", mul(v.floor(add(mul("$_a", 16), 0.5)), 1 / 16)),
    exp(v, "$_e", mul("$_w", "$_w")),
    exp(v, "$_p", mul(sub("$_a", "$_w"), add("$_a", "$_w"))),
    set("$_e", mul("$_e", "$_p")),
    set(out, v.bitselect(sub(add("$_e", "$_e"), "$_y"), "$_y", v.lt("$_u", 0))),
  ].join("\n");
};

/**
 * out = erfcx x, as src/formula/erfcx.ts has it: the same rule with the same nodes. For x >= 0 to 4 units in the last
 * place, below to 1e-15 of itself. In float64 for float32 as well.
 */
export const erfcx = inFloat64(erfcx64);
