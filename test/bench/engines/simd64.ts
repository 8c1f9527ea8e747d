import { compiled } from "./compiled.ts";

export const simd64 = compiled("simd64", "float64");
