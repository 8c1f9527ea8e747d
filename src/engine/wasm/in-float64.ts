import { lanes } from "./lanes.ts";
import { type Statements, type Term, vocabulary } from "./vocabulary.ts";

const wide = vocabulary(lanes.f64x2);
const upper = "i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15";

/** The lower or the upper two of four float32 as float64. */
export const widen = (x: Term, half: "low" | "high"): string =>
  wide.op("f64x2.promote_low_f32x4", half === "low" ? x : wide.op(upper, x, x));

/** Four float32 of two times two float64. */
export const narrow = (low: Term, high: Term): string =>
  wide.op(
    "i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23",
    wide.op("f32x4.demote_f64x2_zero", low),
    wide.op("f32x4.demote_f64x2_zero", high),
  );

/** A function that is written for float64, for float32 as well: half a unit in the last place, at twice the time. */
export function inFloat64(write: Statements): Statements {
  return (v, out, x, y = x) => {
    if (v.lanes.type === "f64x2") return write(v, out, x, y);
    const half = (which: "low" | "high", name: string) =>
      write(wide, name, widen("$_f", which), widen("$_g", which));
    return [
      v.set("$_f", x),
      v.set("$_g", y),
      half("low", "$_h"),
      half("high", "$_i"),
      v.set(out, narrow("$_h", "$_i")),
    ].join("\n");
  };
}
