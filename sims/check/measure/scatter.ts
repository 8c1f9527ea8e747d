import type { Window } from "./boxes.ts";

/** n points over a window, on a lattice that meets no symmetry: Kronecker's with powers of the root of x^(d+1) = x + 1. */
export function scatter({ window }: { readonly window: Window }, n = 400): Float64Array {
  const d = window.length;
  let root = 2;
  for (let round = 0; round < 60; round++) root = (1 + root) ** (1 / (d + 1));
  return Float64Array.from({ length: d * n }, (_, i) => {
    const [low, high] = window[i % d];
    return low + (high - low) * ((0.5 + Math.floor(i / d) * root ** -(1 + (i % d))) % 1);
  });
}
