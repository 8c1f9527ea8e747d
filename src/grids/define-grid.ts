import type { Grid, Spacing } from "./grid.ts";

/**
 * A way of placing points as a function that carries what is said of it: its name, what it is, its source, and whether it is meant
 * for times or for ratios sigma / alpha.
 */
export function defineGrid<
  const N extends string,
  P extends (from: number, to: number, steps: number) => Grid,
>(
  { name, ...facts }: Pick<Spacing, "about" | "of" | "reference"> & { readonly name: N },
  place: P,
): P & Pick<Spacing, "about" | "of" | "reference"> & { readonly name: N } {
  Object.defineProperty(place, "name", { value: name });
  return Object.assign(place as P & { readonly name: N }, facts);
}
