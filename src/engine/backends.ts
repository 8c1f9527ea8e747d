import type { Backend } from "./backend.ts";
import { javascript } from "./javascript.ts";
import type { Engine } from "./program.ts";
import { simd32, simd64 } from "./wasm/simd.ts";

/** The back end of each engine. */
export const backends: Readonly<Record<Engine, Backend<unknown>>> = { javascript, simd64, simd32 };
