import type { Interval, Noise } from "../../../src/index.ts";

type Source = (at: Interval, draw: number) => ArrayLike<number> | number;

/** Noise that is what it is told to be, zero where it is told nothing; a number goes to every component. */
export function prescribedNoise(sources: Partial<Record<keyof Noise<unknown>, Source>>): Noise<Float64Array> {
  const fill = (source: Source | undefined, at: Interval, draw: number, out: Float64Array) => {
    const values = source?.(at, draw) ?? 0;
    if (typeof values === "number") return out.fill(values);
    out.set(values);
    return out;
  };
  return {
    increment: (at, out) => fill(sources.increment, at, 0, out),
    area: (at, out) => fill(sources.area, at, 0, out),
    normal: (at, draw, out) => fill(sources.normal, at, draw, out),
    uniform: (at, draw, out) => fill(sources.uniform, at, draw, out),
  };
}
