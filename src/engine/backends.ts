import type { Backend } from "./backend.ts";
import { javascript } from "./javascript.ts";
import type { Engine } from "./program.ts";

/** The back end of each engine. */
export const backends: Record<Engine, Backend<unknown>> = {
  javascript,
  simd64: javascript,
  simd32: javascript,
};
