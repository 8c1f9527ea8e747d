import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { classifierFree } from "../src/denoisers/classifier-free.ts";
import { classifierGuided } from "../src/denoisers/classifier-guided.ts";
import { preconditionedDenoiser, type RawNetwork } from "../src/denoisers/preconditioned.ts";
import type { Field } from "../src/problems/problem.ts";
import type { Ensemble } from "../src/space.ts";
import type { Scope } from "./layers/layer.ts";
import type { Network } from "./networks/network.ts";
import type { Recipe } from "./recipes/recipe.ts";
import { noLabel } from "./score-matching.ts";

/** Which digits are asked for, and how strongly. */
export interface Wish {
  /** One a particle, 0 to 9, or 10 for any digit. */
  readonly labels: Float32Array;
  /** w of classifier-free guidance; 0 is none. */
  readonly guidance: number;
  /** grad_x log p(label | x_t) of a classifier that guides: the network is then asked without the label. */
  readonly gradient?: Field<Tensor> | undefined;
}

/**
 * The network's denoiser D(t, x) = E[x_0 | x_t, label] at the times of the recipe's schedule, on an ensemble of images of 784
 * pixels in the recipe's units. Guidance without a classifier asks the network twice; where no digit is asked for it has nothing
 * to strengthen.
 */
export function learnedDenoiser(
  space: Ensemble<Tensor>,
  { schedule, prediction, condition }: Recipe,
  network: Network,
  scope: Scope,
  { labels, guidance, gradient }: Wish,
): Field<Tensor> {
  const { tf } = scope;
  const ask = (labels: Float32Array): Field<Tensor> => {
    const raw: RawNetwork<Tensor> = (x, sigma, out) => {
      const told = condition(schedule.time(sigma));
      const y = tf.tidy(() =>
        network.apply(scope, x as Tensor2D, tf.fill([space.particles], told), tf.tensor1d(labels)),
      );
      out.dispose();
      return y;
    };
    return preconditionedDenoiser(space, schedule, prediction, raw);
  };
  const unconditional = ask(new Float32Array(space.particles).fill(noLabel));
  if (gradient !== undefined) {
    const tweedie = (t: number): number => schedule.sigma(t) ** 2 / schedule.alpha(t);
    return classifierGuided(space, unconditional, gradient, guidance, tweedie);
  }
  return classifierFree(space, ask(labels), unconditional, labels.every((l) => l === noLabel) ? 0 : guidance);
}
