import { type Figure, lines } from "../../../plots/index.ts";
import { chainAlphaBar, largestDifference, sdeAlphaBar } from "./chain.ts";

/** T of the chains whose difference from the SDE is shown. */
export const ladder: readonly number[] = [10, 20, 50, 100, 200, 500, 1000];

/** alpha-bar of short chains beside that of the SDE. */
export function alphaBars(): Figure {
  const chains = [10, 20, 50].map((T) => ({
    label: `chain, T = ${T}`,
    x: Float64Array.from({ length: T + 1 }, (_, i) => i / T),
    y: chainAlphaBar(T),
    look: "both" as const,
  }));
  const x = Float64Array.from({ length: 201 }, (_, k) => k / 200);
  return lines({
    x: { label: "t = i/T" },
    panels: [
      {
        y: { label: "alpha-bar, what is left of the signal's power" },
        series: [...chains, { label: "VP SDE", x, y: x.map(sdeAlphaBar), name: "truth" }],
      },
    ],
  });
}

/** The largest difference over a chain, against its steps. */
export function rateFigure(): Figure {
  const differences = ladder.map(largestDifference);
  const guide = ladder.map((T) => (1.3 * differences[0] * ladder[0]) / T);
  return lines({
    x: { label: "T", log: true },
    panels: [
      {
        y: { label: "largest difference from the SDE", log: true },
        series: [
          { label: "chain", x: ladder, y: differences, look: "both", name: "reverse-sde" },
          { label: "1/T", x: ladder, y: guide, look: "slope" },
        ],
      },
    ],
  });
}
