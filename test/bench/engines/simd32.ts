import { compiled } from "./compiled.ts";

export const simd32 = compiled("simd32", "float32");
