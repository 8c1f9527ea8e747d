import { type Figure, lines } from "../../../plots/index.ts";
import type { Training } from "../trained/training.ts";

/** Steps whose losses are one point. */
const together = 100;

/** Means of the loss over the time that training had taken. */
function curve(steps: Training["steps"]): { readonly x: number[]; readonly y: number[] } {
  const parts = Array.from({ length: Math.ceil(steps.length / together) }, (_, k) =>
    steps.slice(k * together, (k + 1) * together),
  );
  return {
    x: parts.map((part) => part[part.length - 1].seconds / 60),
    y: parts.map((part) => part.reduce((sum, { loss }) => sum + loss, 0) / part.length),
  };
}

/** The losses of several trainings of one recipe. */
export const lossFigure = (all: readonly { readonly who: string; readonly training: Training }[]): Figure =>
  lines({
    x: { label: "minutes of training", log: true },
    panels: [
      {
        y: { label: "loss", log: true },
        series: all.map(({ who, training }) => ({ label: who, ...curve(training.steps), look: "both" })),
      },
    ],
  });
