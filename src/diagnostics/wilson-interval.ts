import { finite, integer } from "../check.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * Where the probability lies of something that happened `successes` times in `trials` independent ones: the probabilities p
 * from which the share that was seen is at most a normal quantile of standard deviations sqrt(p (1 - p) / n) away. Right for
 * shares at and near 0 and 1 too. E. B. Wilson (1927), doi:10.1080/01621459.1927.10502953.
 *
 * @param successes 0 to `trials`
 * @param trials n, 1 at least
 * @param confidence of the interval, in (0, 1)
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  confidence = 0.95,
): readonly [low: number, high: number] {
  const n = integer("trials", trials, { min: 1 });
  const p = integer("successes", successes, { min: 0, max: n }) / n;
  const z = normalQuantile((1 + finite("confidence", confidence, { above: 0, below: 1 })) / 2);
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p) + (z * z) / (4 * n)) / n);
  const total = 1 + (z * z) / n;
  return [Math.max(0, (middle - half) / total), Math.min(1, (middle + half) / total)];
}
