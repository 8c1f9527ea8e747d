import type { Moment } from "../../mnist/train.ts";
import type { Context } from "../simulation.ts";

/**
 * Losses that run.json keeps: each of the first steps, by which a rerun is compared, then a mean now and
 * then.
 */
const single = 20;
const every = 100;
/** Seconds between two savings of the weights. */
const pause = 60;

/**
 * Shows how a training goes, keeps its losses, and saves the average of the weights once a minute and where
 * the run is stopped.
 *
 * @param encode the weights as a file
 * @param minutes what progress is measured by as long as the number of steps is open
 */
export function trainingLog(
  context: Context,
  encode: (weights: Float32Array) => Uint8Array,
  minutes: number,
) {
  const began = performance.now();
  const recent: number[] = [];
  const losses: { step: number; loss: number }[] = [];
  let saved = began;
  const seconds = (): number => (performance.now() - began) / 1000;
  return {
    seconds,
    /** The mean loss of the last hundred steps. */
    loss: () => recent.reduce((sum, loss) => sum + loss, 0) / recent.length,
    async moment({ step, steps, loss, rate, gradientNorm, average }: Moment): Promise<void> {
      recent.push(loss);
      if (recent.length > every) recent.shift();
      if (step <= single) losses.push({ step, loss });
      else if (step % every === 0 || step === steps) losses.push({ step, loss: this.loss() });
      context.metric({ step, loss, rate, gradientNorm, seconds: seconds() });
      const note = `loss ${this.loss().toFixed(4)}, ${(step / seconds()).toFixed(2)} steps/s`;
      if (steps === Infinity) context.progress("training", seconds() / 60, minutes, note);
      else context.progress("training", step, steps, note);
      context.number("steps", step);
      context.number("losses", losses);
      context.rescue("weights.safetensors", () => encode(average));
      if (performance.now() - saved < 1000 * pause) return;
      await context.file("weights.safetensors", encode(average));
      saved = performance.now();
    },
  };
}
