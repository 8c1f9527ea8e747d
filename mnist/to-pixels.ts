import type { Recipe } from "./recipes/recipe.ts";

/** Images in the units of a recipe's data as pixels: clamp((x + 1) / 2, 0, 1), or clamp(x, 0, 1) where data are pixels already. */
export const toPixels = ({ pixels }: Pick<Recipe, "pixels">, x: Float32Array): Float32Array =>
  x.map((value) => Math.min(1, Math.max(0, pixels === "centred" ? (value + 1) / 2 : value)));
