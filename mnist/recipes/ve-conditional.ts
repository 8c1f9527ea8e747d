import type { Recipe } from "./recipe.ts";
import { ve } from "./ve.ts";

/** `ve` with the label as an input, told of every image. */
export const veConditional: Recipe = {
  ...ve,
  name: "ve-conditional",
  about: "ve with the label as an input of the network, and no class for an unknown one",
  labels: "given",
};
