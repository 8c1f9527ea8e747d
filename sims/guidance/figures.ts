import { type Figure, gallery, lines } from "../../plots/index.ts";
import { boundingWindow } from "../sampling/window.ts";
import { plane } from "./example.ts";
import type { Outcome } from "./outcome.ts";

/** On a line: histogram of the particles, the law that is carried along the flow, and the tilted law, a panel each w. */
export function onLine(outcomes: readonly Outcome[]): Figure {
  const density = (law: Float64Array, x: Float64Array) => law.map((p) => p / (x[1] - x[0]));
  return lines({
    x: { label: "x" },
    panels: outcomes.map(
      ({ w, laws: { flow, tilted, points }, histogram: { centres, density: seen, error } }) => ({
        y: { label: `density, w = ${w}` },
        series: [
          { label: "tilted law", name: "truth", x: points, y: density(tilted, points) },
          { label: "law of the guided flow", name: "flow", x: points, y: density(flow, points) },
          {
            label: "particles of the guided flow",
            name: "reverse-sde",
            look: "points",
            x: centres[0],
            y: seen,
            error,
          },
        ],
      }),
    ),
  });
}

/** The coordinates of the particles that decide what is shown. */
const shown = ({ free, sde }: Outcome): number[] => [...free.data, ...sde.data];

/** In the plane: the tilted law, the law of the guided flow, and what each kind of guidance samples over it, a row each w. */
export function inPlane(outcomes: readonly Outcome[]): Figure {
  const { window } = plane;
  const n = Math.sqrt(outcomes[0].laws.tilted.length);
  const axis = (j: number) => {
    const [low, high] = window[j];
    return Float64Array.from({ length: n }, (_, i) => low + ((i + 0.5) / n) * (high - low));
  };
  const [x, y] = [axis(0), axis(1)];
  return gallery({
    columns: ["Tilted law", "Law of the guided flow", "Classifier-free", "Classifier", "Reverse SDE"],
    window: boundingWindow(Float64Array.from(outcomes.flatMap(shown)), 2, 0.02),
    rows: outcomes.map(({ w, laws: { tilted, flow }, free, classifier, sde }) => ({
      label: `w = ${w}`,
      panels: [
        { name: "truth", density: { x, y, z: tilted } },
        { name: "flow", density: { x, y, z: flow } },
        { name: "flow", density: { x, y, z: tilted }, points: free },
        { name: "annealed", density: { x, y, z: tilted }, points: classifier },
        { name: "reverse-sde", density: { x, y, z: tilted }, points: sde },
      ],
    })),
  });
}
