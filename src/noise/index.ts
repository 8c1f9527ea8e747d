export { boxMuller, uniform } from "./box-muller.ts";
export { brownianPath } from "./brownian-path.ts";
export { type Address, fillNormals, fillUniforms } from "./draw.ts";
export { freshNoise } from "./fresh.ts";
export type { Noise } from "./noise.ts";
export { multiplyHigh, philox } from "./philox.ts";
export { type Purpose, purposes } from "./purposes.ts";
