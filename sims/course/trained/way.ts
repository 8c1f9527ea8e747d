import { pixels } from "../../../mnist/data.ts";
import { movingDigits } from "../../../plots/index.ts";
import type { DigitsDrawn } from "../../networks.ts";

/** Digits whose way is shown, and the instants of it. */
export const wayOf = { digits: 5, instants: 41 };

/**
 * The way of the first digits from noise, as an animation.
 *
 * @param steps of the way
 */
export function way({ frames, rows }: Pick<DigitsDrawn, "frames" | "rows">, steps: number) {
  const columns = Math.min(wayOf.digits, rows);
  const count = frames.length / (rows * pixels);
  const instants = Array.from({ length: count }, (_, k) => ({
    label: `step ${Math.floor((k * steps) / Math.max(1, count - 1))} of ${steps}`,
    images: frames.subarray(k * rows * pixels, (k * rows + columns) * pixels),
  }));
  return {
    name: "way",
    figure: movingDigits({ frames: instants, rows: 1, columns }),
    caption: "The way from noise to digit. Each state is divided by sqrt(alpha^2 + sigma^2).",
  };
}
