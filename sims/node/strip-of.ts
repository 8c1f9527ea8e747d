import { pixels } from "../../mnist/data.ts";

/** Images to be shown in rows and columns. */
export interface Strip {
  /** rows x columns x 784 */
  readonly images: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The ways of the first digits, one a row, noise on the left.
 *
 * @param frames instants x held x 784
 * @param most rows
 */
export function stripOf(frames: Float32Array, held: number, most: number): Strip {
  const [rows, columns] = [Math.min(most, held), frames.length / (held * pixels)];
  const images = new Float32Array(rows * columns * pixels);
  for (let k = 0; k < rows * columns; k++) {
    const from = (k % columns) * held + Math.floor(k / columns);
    images.set(frames.subarray(from * pixels, (from + 1) * pixels), k * pixels);
  }
  return { images, rows, columns };
}
