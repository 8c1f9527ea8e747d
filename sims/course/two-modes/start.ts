import { arraySpace, uniformStart } from "../../../src/index.ts";

/** Positions uniform on [-half, half]^2, n x 2. */
export const squareStart = (n: number, half: number, seed: bigint): Float64Array =>
  uniformStart(arraySpace({ particles: n, dimension: 2 }), seed).map((u) => half * (2 * u - 1));
