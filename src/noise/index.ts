export type { Address } from "./address.ts";
export { brownianPath } from "./brownian-path.ts";
export { fillNormals, fillUniforms } from "./draw.ts";
export { freshNoise } from "./fresh.ts";
export type { Noise } from "./noise.ts";
export { philox } from "./philox.ts";
export { type Purpose, purposes } from "./purposes.ts";
