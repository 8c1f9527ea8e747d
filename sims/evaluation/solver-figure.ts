import { type Figure, lines, type Series } from "../../plots/index.ts";
import type { SolverRow } from "./solver-row.ts";

/** A solver, with its grid where it is not the recipe's. */
export const contestantOf = ({ solver, grid }: SolverRow): string =>
  grid === "own" ? solver : `${solver}, ${grid}`;

/** Frechet distance against evaluations, a line a solver and grid, on logarithmic axes; a guide at that of real images. */
export function solverFigure(rows: readonly SolverRow[], real: number): Figure {
  const names = [...new Set(rows.map(contestantOf))];
  const series = names.map((label): Series => {
    const mine = rows.filter((row) => contestantOf(row) === label);
    mine.sort((a, b) => a.evaluations - b.evaluations);
    const all = (key: "evaluations" | "frechet" | "frechetError") => mine.map((row) => row[key]);
    return { label, look: "both", x: all("evaluations"), y: all("frechet"), error: all("frechetError") };
  });
  const all = rows.map(({ evaluations }) => evaluations);
  const x = [Math.min(...all), Math.max(...all)];
  const guide: Series = { label: "as many training images", look: "guide", x, y: [real, real] };
  return lines({
    x: { label: "evaluations of the network an image", log: true },
    panels: [{ y: { label: "Frechet distance", log: true }, series: [...series, guide] }],
  });
}
