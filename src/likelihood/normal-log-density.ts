import { finite } from "../check.ts";
import type { Field } from "../problems/problem.ts";
import type { Ensemble } from "../space.ts";
import { affine } from "./affine.ts";

/**
 * log N(x; 0, deviation^2 I), of width 1: the prior of a flow whose data are not known. The law that the flow really
 * ends in differs from it, under VP by alpha_T m for data of mean m; `diffusedLogDensity` is exact.
 */
export function normalLogDensity<S>(space: Ensemble<S>, deviation: number): Field<S> {
  const variance = finite("standard deviation of the prior", deviation, { above: 0 }) ** 2;
  const constant = (-space.dimension / 2) * Math.log(2 * Math.PI * variance);
  return (_, x, out) => {
    const square = space.dot(out, x, x);
    return space.map(affine, [constant, -1 / (2 * variance)], square, square);
  };
}
