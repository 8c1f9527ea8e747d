import type { CourseEntry } from "../../../sims/course/entry.ts";
import { tinyTraining } from "./tiny-training.ts";

const small = { embedding: 8, channels: [8, 8] };
const made: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  "notebook-conditional": () => ({
    weights: tinyTraining("ve-conditional", "unet", { ...small, attention: false, labels: true }),
  }),
  ddpm: () => ({
    simple: tinyTraining("ddpm", "simple", { channels: [8, 8], labels: false }),
    digits: tinyTraining("ddpm", "digits", { ...small, blocks: [0, 1, 0], attention: false }),
  }),
};

/** Settings of the tests beside those of the quick form: networks that cost nothing where a training takes hours. */
export const quickSettings = ({ name }: CourseEntry): Readonly<Record<string, string>> =>
  made[name]?.() ?? {};
