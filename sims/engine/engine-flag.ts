import { z } from "zod";

const names = ["auto", "reference", "simd32", "simd64"] as const;

/** What can be asked for. */
export type EngineName = (typeof names)[number];

/** The setting --engine of every simulation. */
export const engine = z
  .enum(names)
  .default("auto")
  .describe(
    "what moves the particles: arrays in float64 (reference), compiled code in float32 or float64 (simd32, simd64), or the fastest of them that can serve",
  );
