import ndarray from "ndarray";
import { lines, type NamedFigure, type Series, samples } from "../../../plots/index.ts";
import { densityGrid, formulas, histogram } from "../../../src/index.ts";
import { movingLines } from "../moving-lines.ts";
import type { GibbsLaw } from "./law.ts";

/** A law with its exact mean energy, and samples of it, row-major n x d. */
export interface Sampled {
  readonly law: GibbsLaw;
  readonly meanEnergy: number;
  readonly points: Float64Array;
}

const points = 300;
/** Names of the theme whose colours tell the temperatures apart. */
const colours = ["reverse-sde", "annealed", "flow", "langevin"];

/** p = exp(-E/T)/Z along one coordinate. */
function curve({ density, logZ }: GibbsLaw, [low, high]: readonly [number, number]) {
  const x = Float64Array.from({ length: points }, (_, i) => low + ((i + 0.5) / points) * (high - low));
  return { x, y: x.map((at) => Math.exp(formulas.evaluate(density.logDensity, [], [at])[0] - logZ)) };
}

/** The exact curves, and over each the histogram of its samples. */
function besideEachOther(sampled: readonly Sampled[], window: readonly [number, number]): NamedFigure {
  const series = sampled.flatMap(({ law, points }, k): Series[] => {
    const { centres, density, error } = histogram(points, 1, [
      { low: window[0], high: window[1], cells: 40 },
    ]);
    const label = `T = ${law.temperature}`;
    const name = colours[k % colours.length];
    return [
      { label, ...curve(law, window), name },
      { label: `${label}, samples`, x: centres[0], y: density, error, look: "points", name },
    ];
  });
  const figure = lines({ x: { label: "x" }, panels: [{ y: { label: "p = exp(-E/T)/Z" }, series }] });
  return {
    name: "gibbs",
    figure,
    caption: "The Gibbs law at each temperature: exact (lines) and sampled (points).",
  };
}

/** The law as the temperature falls: play, or move the slider. */
export function cooling(laws: readonly GibbsLaw[], window: readonly [number, number]): NamedFigure {
  const frames = laws.map((law) => ({
    label: `T = ${law.temperature.toPrecision(3)}`,
    series: [{ label: "p", ...curve(law, window), name: "truth" }],
  }));
  const top = Math.max(...frames.flatMap(({ series }) => [...series[0].y]));
  const figure = movingLines({ x: "x", y: "p = exp(-E/T)/Z", range: [0, 1.05 * top], frames });
  return { name: "cooling", figure, caption: "The same law as the temperature falls." };
}

/** The samples over their law, a figure a temperature. */
const inThePlane = ({ law: { density, temperature }, points }: Sampled, k: number): NamedFigure => ({
  name: `gibbs-${k + 1}`,
  figure: samples({
    points: ndarray(points, [points.length / 2, 2]),
    density: densityGrid(density.logDensity, [], density.window),
    window: density.window,
  }),
  caption: `T = ${temperature}.`,
});

/** The laws with their samples, along a line or in the plane. */
export const gibbsFigures = (sampled: readonly Sampled[]): NamedFigure[] => {
  const { window } = sampled[0].law.density;
  return window.length === 1 ? [besideEachOther(sampled, window[0])] : sampled.map(inThePlane);
};
