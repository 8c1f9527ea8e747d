import { UsageError } from "../src/refusal.ts";
import { digitMosaic } from "./digit-mosaic.ts";
import { type Digits, digits } from "./digits.ts";
import type { Figure } from "./figure.ts";

export interface MovingDigits extends Omit<Digits, "images" | "labels"> {
  /** Each with n x 28 x 28 pixels, row-major, 0 (black) to 1 (white), of the same digits. */
  readonly frames: readonly { readonly label: string; readonly images: ArrayLike<number> }[];
}

/** Digits in rows and columns that change from frame to frame; the figure at rest shows the last one. */
export function movingDigits({ frames, ...grid }: MovingDigits): Figure {
  const sizes = new Set(frames.map(({ images }) => images.length));
  if (sizes.size !== 1) {
    const got = `${frames.length} frames of ${[...sizes].join(", ")} pixels`;
    throw new UsageError({ what: "frames of digits", got, expected: "at least one, all of the same digits" });
  }
  return {
    ...digits({ ...grid, images: frames[frames.length - 1].images }),
    frames: frames.map(({ label, images }, k) => ({
      name: String(k),
      label,
      traces: [0],
      data: [{ z: digitMosaic(images, grid.rows, grid.columns) }],
    })),
  };
}
