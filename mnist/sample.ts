import type { Tensor } from "@tensorflow/tfjs-core";
import { integer } from "../src/check.ts";
import { integrate } from "../src/integrate.ts";
import { denoisingFromDenoiser } from "../src/problems/denoising.ts";
import { DivergenceError } from "../src/refusal.ts";
import { normalStart, uniformStart } from "../src/start.ts";
import { checkWish } from "./check-wish.ts";
import { pixels } from "./data.ts";
import { bindDigits } from "./digit-solvers.ts";
import { learnedDenoiser } from "./learned-denoiser.ts";
import type { Network } from "./networks/network.ts";
import { noisyClassifier } from "./noisy-classifier.ts";
import { noisyClassifierGradient } from "./noisy-classifier-gradient.ts";
import { type Asked, type Sampling, samplingOf } from "./sampling-of.ts";
import { tensorSpace } from "./tensor-space.ts";
import type { Tf } from "./tf.ts";
import { scopeOf, uploadWeights } from "./weights.ts";
import type { TrainedNetwork } from "./weights-file.ts";

export interface DigitsRequest extends Asked {
  readonly seed: bigint;
  readonly count: number;
  /** Number of the first image, 0 unless told. */
  readonly first?: number;
  /** The digit that image n shall be, 0 to 9, or 10 for any. */
  readonly label: (n: number) => number;
  /** w of classifier-free guidance, 0 for none; the recipe's own unless told. */
  readonly guidance?: number | undefined;
  /** Weights of `noisyClassifier`, which then guides a network that is asked without labels; w = 0 is Bayes' rule as it is. */
  readonly classifier?: Float32Array | undefined;
  /** Images that are computed together; the results do not depend on it. */
  readonly batch: number;
  /** Instants of the way from noise to digit that are kept, evenly over the steps; none unless told. */
  readonly instants?: number;
}

/** A batch of n digits. */
export interface Drawn {
  /** n x 784, in the units of the recipe's data; `toPixels` makes pixels of them */
  readonly images: Float32Array;
  /** instants x n x 784 (steps + 1 of them at most), each over sqrt(alpha^2 + sigma^2), from the start to the images */
  readonly frames: Float32Array;
  /** How often the network was asked about each image, with the label and without. */
  readonly passes: number;
}

/** The steps after which a state is kept, but for the last: 0, N / (instants - 1), ... */
const keptSteps = (N: number, instants: number): Set<number> =>
  new Set(Array.from({ length: Math.max(0, instants - 1) }, (_, j) => Math.floor((j * N) / (instants - 1))));

/** The images of particles first to first + n, and the states before them that were asked for. */
function walk(
  tf: Tf,
  { recipe, network, weights }: TrainedNetwork,
  sampling: Sampling,
  request: DigitsRequest & { readonly guidance: number; readonly first: number },
  progress: (fraction: number) => void,
): Tensor[] {
  const { seed, label, guidance, classifier, first, count: particles, instants = 0 } = request;
  const { schedule } = recipe;
  const { grid, start, denoise } = sampling;
  const N = grid.length - 1;
  const shown = keptSteps(N, instants);
  const scope = scopeOf(tf, network.parameters, uploadWeights(tf, network.parameters, weights));
  const space = tensorSpace({ tf, particles, dimension: pixels, first });
  const labels = Float32Array.from({ length: particles }, (_, k) => label(first + k));
  const { parameters } = noisyClassifier;
  const gradient =
    classifier &&
    noisyClassifierGradient(
      scopeOf(tf, parameters, uploadWeights(tf, parameters, classifier)),
      schedule,
      labels,
    );
  const denoiser = learnedDenoiser(space, recipe, network, scope, { labels, guidance, gradient });
  const process = bindDigits(space, sampling, denoisingFromDenoiser(space, schedule, denoiser), seed);
  let x = start === "uniform" ? uniformStart(space, seed) : normalStart(space, seed, schedule.prior);
  const frames: Tensor[] = [];
  for (const { k, t, state } of integrate(space, process, x, grid)) {
    x = state.position;
    if (k < N && shown.has(k)) frames.push(tf.div(x, Math.hypot(schedule.alpha(t), schedule.sigma(t))));
    progress(k / N);
  }
  const last = denoise ? denoiser(grid[N], x, space.scratch()) : tf.clone(x);
  return [last, ...frames, ...(instants > 0 ? [tf.clone(last)] : [])];
}

/** Downloads what `walk` returns, and counts how often it asks the network. */
async function counted(tf: Tf, network: Network, walk: (network: Network) => Tensor[]): Promise<Drawn> {
  let passes = 0;
  const asked: Network = {
    ...network,
    apply: (...inputs) => {
      passes++;
      return network.apply(...inputs);
    },
  };
  const tensors = tf.tidy(() => walk(asked));
  const [images, ...frames] = (await Promise.all(tensors.map((x) => x.data()))) as Float32Array[];
  tf.dispose(tensors);
  const joined = new Float32Array(frames.length * images.length);
  frames.forEach((frame, k) => {
    joined.set(frame, k * images.length);
  });
  return { images, frames: joined, passes };
}

/**
 * Draws digits with a trained network through the core's own solvers, batch after batch, as its recipe draws them unless asked
 * otherwise. Image n is particle n: the noise is its own, so neither `count` nor `batch` changes it.
 *
 * @param progress is told the share of each batch's steps that is done
 * @throws UsageError where the solver does not serve, or the network has not learned what is asked for
 * @throws DivergenceError where a pixel is not finite
 */
export async function* drawDigits(
  tf: Tf,
  trained: TrainedNetwork,
  request: DigitsRequest,
  progress: (fraction: number) => void = () => {},
): AsyncGenerator<Drawn> {
  const { count, batch, label, first: from = 0, instants = 0 } = request;
  const guidance = request.guidance ?? trained.recipe.sampling.guidance;
  integer("digits to draw", count, { min: 1 });
  integer("digits a batch", batch, { min: 1 });
  integer("instants", instants, { min: 0 });
  checkWish(
    trained.recipe,
    Array.from({ length: count }, (_, k) => label(from + k)),
    guidance,
    request.classifier !== undefined,
  );
  const sampling = samplingOf(trained.recipe, request);
  for (let first = from; first < from + count; first += batch) {
    const n = Math.min(batch, from + count - first);
    const told = (fraction: number): void => progress((first - from + fraction * n) / count);
    const part = { ...request, guidance, first, count: n };
    const drawn = await counted(tf, trained.network, (network) =>
      walk(tf, { ...trained, network }, sampling, part, told),
    );
    const bad = drawn.images.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new DivergenceError(
        `digit ${first + Math.floor(bad / pixels)} is not finite. Take more steps or less guidance.`,
      );
    }
    yield drawn;
  }
}
