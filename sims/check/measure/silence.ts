import type { Noise } from "../../../src/index.ts";

const zero = (out: Float64Array): Float64Array => out.fill(0);

/** Noise that is zero. */
export const silence: Noise<Float64Array> = {
  increment: (_, out) => zero(out),
  area: (_, out) => zero(out),
  normal: (_, _draw, out) => zero(out),
  uniform: (_, _draw, out) => out.fill(0.5),
};
