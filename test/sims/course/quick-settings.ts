import type { CourseEntry } from "../../../sims/course/entry.ts";
import { tinyTraining } from "./tiny-training.ts";

/**
 * Settings beside those of the quick form: the two networks of `ddpm` are small ones that have learned nothing, and
 * `three-conditions` draws enough digits for a fault to move every share of them.
 */
export function quickSettings({ name }: CourseEntry): Readonly<Record<string, string | number>> {
  if (name === "three-conditions") return { count: 40 };
  if (name !== "ddpm") return {};
  return {
    simple: tinyTraining("ddpm", "simple", { channels: [8, 8], labels: false }),
    digits: tinyTraining("ddpm", "digits", {
      channels: [8, 8],
      blocks: [0, 1, 0],
      embedding: 8,
      attention: false,
    }),
  };
}
