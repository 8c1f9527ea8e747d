import { ddpm } from "../../../mnist/recipes/ddpm.ts";
import type { CourseNumber } from "../entry.ts";

const { end, alpha } = ddpm.schedule;

/** What is left of the signal at the last step, where the sampler begins without any. */
export const alphaBarNumbers: readonly CourseNumber[] = [
  {
    key: "alphaBar",
    quantity: `alpha-bar_${end}`,
    value: alpha(end) ** 2,
    error: 0,
    lecture: 0.048,
    rounding: 0.0005,
  },
  {
    key: "signal",
    quantity: `its root, the share of the signal that x_${end} keeps`,
    value: alpha(end),
    error: 0,
    lecture: 0.22,
    rounding: 0.005,
  },
];
