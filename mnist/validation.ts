import type { Tensor } from "@tensorflow/tfjs-core";
import { normalQuantile } from "../src/diagnostics/normal-quantile.ts";
import { type Digits, pixels } from "./data.ts";
import { exampleWriter } from "./example-writer.ts";
import type { Recipe } from "./recipes/recipe.ts";
import { noLabel } from "./score-matching.ts";
import type { Tf } from "./tf.ts";
import { scopeOf, uploadWeights } from "./weights.ts";
import type { TrainedNetwork } from "./weights-file.ts";

const levels = 10;

/** The last steps that noise can have: no training comes there. */
const lastStep = 2 ** 40 - 1;

/** The middles of ten equally likely parts of the times that a recipe trains at, from little noise to much. */
export const validationTimes = ({ time }: Recipe): number[] =>
  Array.from({ length: levels }, (_, l) => (l + 0.5) / levels).map((u) => time(u, normalQuantile(u)));

/**
 * The loss of a trained network at each of `validationTimes`, over images that it was not trained on, with noise that is
 * always the same: their mean is what training minimises.
 */
export async function validationLosses(
  tf: Tf,
  { recipe, network, weights }: TrainedNetwork,
  digits: Digits,
): Promise<number[]> {
  const { count, images, labels } = digits;
  const tensors = uploadWeights(tf, network.parameters, weights);
  const scope = scopeOf(tf, network.parameters, tensors);
  const losses: number[] = [];
  for (const [level, t] of validationTimes(recipe).entries()) {
    const { examples, write } = exampleWriter(recipe, count);
    for (let k = 0; k < count; k++) {
      const label = recipe.labels === "none" ? noLabel : labels[k];
      const address = { seed: 0n, first: k, step: lastStep - level, draw: 0 } as const;
      write(k, images.subarray(k * pixels, (k + 1) * pixels), t, label, address);
    }
    const loss: Tensor = tf.tidy(() => {
      const x = tf.tensor2d(examples.inputs, [count, pixels]);
      const y = network.apply(scope, x, tf.tensor1d(examples.noise), tf.tensor1d(examples.labels));
      return tf.mean(tf.squaredDifference(y, tf.tensor2d(examples.targets, [count, pixels])));
    });
    losses.push((await loss.data())[0]);
    loss.dispose();
  }
  tf.dispose(tensors);
  return losses;
}
