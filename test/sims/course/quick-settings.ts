import type { CourseEntry } from "../../../sims/course/entry.ts";
import { tinyTraining } from "./tiny-training.ts";

/** Settings beside those of the quick form: the two networks of `ddpm` are small ones that have learned nothing. */
export const quickSettings = ({ name }: CourseEntry): Readonly<Record<string, string>> =>
  name !== "ddpm"
    ? {}
    : {
        simple: tinyTraining("ddpm", "simple", { channels: [8, 8], labels: false }),
        digits: tinyTraining("ddpm", "digits", {
          channels: [8, 8],
          blocks: [0, 1, 0],
          embedding: 8,
          attention: false,
        }),
      };
