/**
 * The figures, and the pages that show them: data in, what plotly draws out. A new figure is one file and one line here.
 *
 * @module langevin/plots
 */

export { type Digits, digits } from "./digits.ts";
export { type Distance, type DistanceCurve, distance } from "./distance.ts";
export { type Fan, fan } from "./fan.ts";
export { type Gallery, type GalleryPanel, type GalleryRow, gallery } from "./gallery.ts";
export { type Landscape, landscape, type Mark } from "./landscape.ts";
export { type LinePanel, type Lines, lines, type Series } from "./lines.ts";
export { type MovingDigits, movingDigits } from "./moving-digits.ts";
export { type PathGroup, type Paths, paths } from "./paths.ts";
export { type SamplerPanel, type Samplers, samplers } from "./samplers.ts";
export { type Samples, samples } from "./samples.ts";
export { type Sweep, type SweepSeries, sweep } from "./sweep.ts";
export { type ThreeRows, type ThreeRowsColumn, threeRows } from "./three-rows.ts";
export { type Trajectories, type TrajectoryFrame, trajectories } from "./trajectories.ts";

// What they are made of, and what shows them.

export type * from "./figure.ts";
export * from "./page/index.ts";
