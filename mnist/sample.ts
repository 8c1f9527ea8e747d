import type { Tensor } from "@tensorflow/tfjs-core";
import { choose, integer } from "../src/check.ts";
import { karrasGrid } from "../src/grids/karras.ts";
import { integrate } from "../src/integrate.ts";
import { freshNoise } from "../src/noise/fresh.ts";
import type { Noise } from "../src/noise/noise.ts";
import { denoisingFromDenoiser } from "../src/problems/denoising.ts";
import { sdeKinds } from "../src/problems/kinds.ts";
import { probabilityFlow } from "../src/problems/probability-flow.ts";
import type { Problems } from "../src/problems/problem.ts";
import { reverse } from "../src/problems/reverse.ts";
import { DivergenceError, UsageError } from "../src/refusal.ts";
import { edm } from "../src/schedules/edm.ts";
import type { Process, Settings } from "../src/solver.ts";
import * as solvers from "../src/solvers/index.ts";
import type { Ensemble } from "../src/space.ts";
import { normalStart } from "../src/start.ts";
import { pixels } from "./data.ts";
import { learnedDenoiser } from "./learned-denoiser.ts";
import { tensorSpace } from "./tensor-space.ts";
import type { Tf } from "./tf.ts";
import { scopeOf, uploadWeights } from "./weights.ts";
import type { TrainedNetwork } from "./weights-file.ts";

export interface DigitsRequest {
  readonly seed: bigint;
  readonly count: number;
  /** Number of the first image, 0 unless told. */
  readonly first?: number;
  /** The digit that image n shall be, 0 to 9, or 10 for any. */
  readonly label: (n: number) => number;
  /** w of classifier-free guidance; 0 is none. */
  readonly guidance: number;
  /** Name of a solver for SDEs, ODEs or denoising problems. */
  readonly solver: string;
  /** Its settings, where they are not its defaults. */
  readonly settings?: Settings;
  /** Intervals of the Karras grid from sigma = 80 to 0.002. */
  readonly steps: number;
  /** Images that are computed together; the results do not depend on it. */
  readonly batch: number;
}

/** The last noise level; from there the denoiser gives the image. */
export const sigmaMin = 0.002;

type AnySolver = (typeof solvers)[keyof typeof solvers];

/** Names of the solvers that digits can be drawn with: of the flow, of the reverse SDE, or of denoising, each image on its own. */
export const digitSolvers: readonly string[] = Object.values<AnySolver>(solvers)
  .filter(({ kind, couples }) => ["ode", "denoising", ...sdeKinds].includes(kind) && couples !== "batch")
  .map(({ name }) => name);

type Bind = <S>(space: Ensemble<S>, problem: unknown, noise: Noise<S>, settings?: Settings) => Process<S>;

/**
 * A solver of the core on the learned problem: the flow for ODEs, the reverse SDE, or the denoiser itself.
 */
function bind(
  space: Ensemble<Tensor>,
  { solver: name, seed, settings }: DigitsRequest,
  problem: Problems<Tensor>["denoising"],
): Process<Tensor> {
  const solver = choose<AnySolver>("solver", name, solvers);
  const sde = reverse(space, edm, problem.score);
  const problems: Partial<Record<string, unknown>> = {
    ode: probabilityFlow(space, edm, problem.score),
    denoising: problem,
    ...Object.fromEntries(sdeKinds.map((kind) => [kind, sde])),
  };
  if (digitSolvers.includes(name)) {
    return (solver.bind as Bind)(space, problems[solver.kind], freshNoise(space, seed), settings);
  }
  throw new UsageError({
    what: "solver for digits",
    got: `${name}, for problems of kind "${solver.kind}"${solver.couples === "batch" ? " that looks across the batch" : ""}`,
    expected: `one of ${digitSolvers.join(", ")}`,
  });
}

/** Images as 2 p - 1 of particles first to first + n, row-major n x 784. */
async function drawBatch(
  tf: Tf,
  { recipe, network, weights }: TrainedNetwork,
  request: DigitsRequest,
  first: number,
  n: number,
): Promise<Float32Array> {
  const { seed, label, guidance, steps } = request;
  const image = tf.tidy(() => {
    const scope = scopeOf(tf, network.parameters, uploadWeights(tf, network.parameters, weights));
    const space = tensorSpace({ tf, particles: n, dimension: pixels, first });
    const labels = Float32Array.from({ length: n }, (_, k) => label(first + k));
    const denoiser = learnedDenoiser(space, edm, recipe, network, scope, { labels, guidance });
    const process = bind(space, request, denoisingFromDenoiser(space, edm, denoiser));
    let x = normalStart(space, seed, edm.prior);
    for (const { state } of integrate(space, process, x, karrasGrid(edm.end, sigmaMin, steps)))
      x = state.position;
    return denoiser(sigmaMin, x, space.scratch());
  });
  const values = await image.data();
  image.dispose();
  return values as Float32Array;
}

/**
 * Draws digits with a trained network through the core's own solvers, batch after batch. Image n is particle
 * n: the noise is its own, so neither `count` nor `batch` changes it.
 *
 * @returns batches of images, pixels clamp((x + 1) / 2, 0, 1), row-major n x 784
 * @throws DivergenceError where a pixel is not finite
 */
export async function* drawDigits(
  tf: Tf,
  trained: TrainedNetwork,
  request: DigitsRequest,
): AsyncGenerator<Float32Array> {
  const { count, batch, label, first: from = 0 } = request;
  integer("digits to draw", count, { min: 1 });
  integer("digits a batch", batch, { min: 1 });
  for (let n = from; n < from + count; n++) integer("label", label(n), { min: 0, max: 10 });
  for (let first = from; first < from + count; first += batch) {
    const x = await drawBatch(tf, trained, request, first, Math.min(batch, from + count - first));
    const bad = x.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new DivergenceError(
        `digit ${first + Math.floor(bad / pixels)} is not finite. Take more steps (--steps) or less guidance (--guidance).`,
      );
    }
    yield x.map((value) => Math.min(1, Math.max(0, (value + 1) / 2)));
  }
}
