import type { Draw } from "../step-graph.ts";

/** Blocks of four words of a draw. */
export const blocksOf = ({ width }: Pick<Draw, "width">): number => Math.ceil(width / 4);

/** Bytes of a row of the table before its columns: sixteen for each block of words. */
export const columnsOffset = (draws: readonly Draw[]): number =>
  16 * draws.reduce((sum, draw) => sum + blocksOf(draw), 0);
