import type { NdArray } from "ndarray";
import { type Arrows, type Figure, gallery, lines } from "../../../plots/index.ts";
import { errorByDensity, type Lattice, squaredErrors, window } from "./lattice.ts";

/** A lattice with what both networks say there: the one without noise, and the one with many levels. */
export interface Compared {
  readonly lattice: Lattice;
  readonly naive: Float64Array;
  readonly levels: Float64Array;
}

/** Densities down to this power of ten of the maximum. */
const least = -12;

/** The error of both scores against the density where they are asked. */
export function errorFigure({ lattice, naive, levels }: Compared): Figure {
  const series = [
    { label: "learned without noise", name: "langevin", values: naive },
    { label: "learned with noise levels", name: "annealed", values: levels },
  ].map(({ values, ...rest }) => {
    const bins = errorByDensity(lattice.p, squaredErrors(lattice, values), least);
    return { ...rest, look: "both" as const, x: bins.map((b) => b.density), y: bins.map((b) => b.error) };
  });
  return lines({
    x: { label: "density, of its maximum", log: true },
    panels: [{ y: { label: "sigma times the error of the score", log: true }, series }],
  });
}

const arrowsOf = ({ points }: Lattice, field: Float64Array): Arrows => {
  const pick = (values: Float64Array, j: number) => values.filter((_, i) => i % 2 === j);
  return { x: pick(points, 0), y: pick(points, 1), u: pick(field, 0), v: pick(field, 1) };
};

/** Three columns for each noise level: the noised density, its score, the estimated score. */
export function columnsFigure(
  rows: readonly {
    readonly label: string;
    readonly fine: Lattice;
    readonly coarse: Lattice;
    readonly learned: Float64Array;
  }[],
): Figure {
  return gallery({
    columns: ["density", "its score", "estimated"],
    rows: rows.map(({ label, fine, coarse, learned }) => ({
      label,
      about: `sigma = ${Number(fine.sigma.toPrecision(2))}`,
      panels: [
        { name: "truth", density: { x: fine.x, y: fine.y, z: fine.p } },
        { name: "truth", arrows: arrowsOf(coarse, coarse.score) },
        { name: "annealed", arrows: arrowsOf(coarse, learned) },
      ],
    })),
    window,
  });
}

/** Where the particles of both runs end. */
export function endsFigure(fine: Lattice, naive: NdArray, annealed: NdArray): Figure {
  const density = { x: fine.x, y: fine.y, z: fine.p };
  return gallery({
    columns: ["without noise", "with noise levels"],
    rows: [
      {
        label: "Langevin",
        about: "learned scores",
        panels: [
          { name: "langevin", density, points: naive },
          { name: "annealed", density, points: annealed },
        ],
      },
    ],
    window,
    limit: 2000,
  });
}
