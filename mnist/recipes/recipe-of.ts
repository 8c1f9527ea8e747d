import { choose } from "../../src/check.ts";
import * as recipes from "./index.ts";
import type { Recipe } from "./recipe.ts";

/**
 * The recipe of this name.
 *
 * @throws UsageError where none is registered under it
 */
export const recipeOf = (name: string): Recipe => choose<Recipe>("recipe", name, recipes);
