import { type Figure, lines, type Series } from "../../plots/index.ts";

export interface MovingLines {
  /** Labels of the axes. */
  readonly x: string;
  readonly y: string;
  /** What the ordinate shows in all frames. */
  readonly range: readonly [low: number, high: number];
  /** The same series in each, in the same order. */
  readonly frames: readonly { readonly label: string; readonly series: readonly Series[] }[];
}

/** Curves that change from frame to frame; the figure at rest shows the last one. */
export function movingLines({ x, y, range, frames }: MovingLines): Figure {
  const drawn = frames.map(({ series }) => lines({ x: { label: x }, panels: [{ y: { label: y }, series }] }));
  const { data, layout } = drawn[drawn.length - 1];
  return {
    data,
    layout: { ...layout, yaxis: { ...(layout.yaxis as object), range } },
    frames: drawn.map((figure, k) => ({
      name: String(k),
      label: frames[k].label,
      traces: figure.data.map((_, i) => i),
      data: figure.data.map(({ x, y }) => ({ x, y })),
    })),
  };
}
