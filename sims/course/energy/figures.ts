import ndarray from "ndarray";
import { type Figure, type Grid, gallery, lines, trajectories } from "../../../plots/index.ts";
import type { FittedEnergy } from "../../tasks/fit-energy.ts";
import type { LawOnGrid } from "./law-on-grid.ts";

export const kinds = ["persistent", "short"] as const;
export type Kind = (typeof kinds)[number];
export const window = [
  [-3.2, 3.2],
  [-3.2, 3.2],
] as const;
const colours = { exact: "truth", persistent: "reverse-sde", short: "annealed" } as const;
const names = ["exact", ...kinds] as const;

type Laws = Readonly<Record<"exact" | Kind, LawOnGrid>>;
type Axes = Omit<Grid, "z">;

/** The chains while the energy is fitted. */
export function chainsFigure(chains: Float64Array, batch: number, density: Grid): Figure {
  const size = 2 * batch;
  const frames = Array.from({ length: chains.length / size }, (_, k) => ({
    label: `${Math.round((100 * (k + 1) * size) / chains.length)} % of the updates`,
    points: ndarray(chains.subarray(k * size, (k + 1) * size), [batch, 2]),
  }));
  return trajectories({ frames, density, window, name: "reverse-sde", trails: 0 });
}

/** The laws on the grid, and below them where chains in them are after each number of steps. */
export function lawsFigure(
  axes: Axes,
  laws: Laws,
  fitted: Readonly<Record<Kind, FittedEnergy>>,
  lengths: readonly number[],
  judged: number,
): Figure {
  const exact = { ...axes, z: laws.exact.p };
  return gallery({
    columns: ["exact", "persistent chains", "short chains"],
    rows: [
      {
        label: "density",
        panels: names.map((name) => ({ name: colours[name], density: { ...axes, z: laws[name].p } })),
      },
      ...lengths.map((length, k) => ({
        label: `${length} steps`,
        about: "from noise",
        panels: names.map((name) =>
          name === "exact"
            ? { name: colours[name], density: exact }
            : {
                name: colours[name],
                points: ndarray(fitted[name].ends.subarray(k * judged * 2, (k + 1) * judged * 2), [
                  judged,
                  2,
                ]),
              },
        ),
      })),
    ],
    window,
  });
}

/** The energies along the x axis of the plane. */
export function sectionFigure({ x, y }: Axes, laws: Laws): Figure {
  const row = Array.from(y).findIndex((v) => v > 0);
  const along = (values: Float64Array) => values.subarray(row * x.length, (row + 1) * x.length);
  return lines({
    x: { label: "x, at y = 0" },
    panels: [
      {
        y: { label: "E + log Z" },
        series: names.map((name) => ({ label: name, x, y: along(laws[name].energy), name: colours[name] })),
      },
    ],
  });
}
