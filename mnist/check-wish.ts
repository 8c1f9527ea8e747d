import { finite, integer } from "../src/check.ts";
import { UsageError } from "../src/refusal.ts";
import type { Recipe } from "./recipes/recipe.ts";
import { noLabel } from "./score-matching.ts";

/**
 * Refuses labels and guidance that a network of this recipe has not learned.
 *
 * @param labels 0 to 9, or 10 for any digit
 * @param guidance w, >= 0
 * @param classifier whether a classifier guides, in place of the labels
 */
export function checkWish(
  { name, labels: told, pixels }: Recipe,
  labels: Iterable<number>,
  guidance: number,
  classifier = false,
): void {
  const refuse = (what: string, got: unknown, expected: string): never => {
    throw new UsageError({ what, got, expected, advice: `The network is one of recipe "${name}".` });
  };
  finite("guidance", guidance, { min: 0 });
  if (classifier && (pixels !== "centred" || told === "given")) {
    const expected =
      "pixels from -1 to 1, as the classifier knows them, and a network that can do without labels";
    refuse("guidance by a classifier", `${pixels} pixels, labels ${JSON.stringify(told)}`, expected);
  }
  for (const label of labels) {
    integer("label", label, { min: 0, max: noLabel });
    if (told === "none" && !classifier && label !== noLabel)
      refuse("label", label, "any: the network was trained without labels");
    if (told === "given" && label === noLabel)
      refuse(
        "label",
        "any",
        "a digit: the network was told each image's, and has no class for an unknown one",
      );
  }
  if (guidance > 0 && !classifier && typeof told === "string") {
    const expected = "0: without classifier the network has to be trained both with labels and without";
    refuse("guidance", guidance, expected);
  }
}
