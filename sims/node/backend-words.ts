import type { ChosenBackend } from "./choose-backend.ts";

/** What computed with tensors, and why that: "wasm (WebAssembly, a thread a worker, the fastest here)". */
export const backendWords = ({ backend, why }: Pick<ChosenBackend, "backend" | "why">): string =>
  backend.name === "cpu"
    ? `cpu (${why}: the reference, slower than wasm by an order of magnitude)`
    : `${backend.name} (${why})`;
