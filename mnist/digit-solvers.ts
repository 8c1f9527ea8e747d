import type { Tensor } from "@tensorflow/tfjs-core";
import { choose } from "../src/check.ts";
import { freshNoise } from "../src/noise/fresh.ts";
import type { Noise } from "../src/noise/noise.ts";
import { sdeKinds } from "../src/problems/kinds.ts";
import { lectureLoop } from "../src/problems/lecture-loop.ts";
import { probabilityFlow } from "../src/problems/probability-flow.ts";
import type { Problems } from "../src/problems/problem.ts";
import { reverse } from "../src/problems/reverse.ts";
import { UsageError } from "../src/refusal.ts";
import type { Process, Settings } from "../src/solver.ts";
import * as solvers from "../src/solvers/index.ts";
import type { Ensemble } from "../src/space.ts";
import type { Sampling } from "./sampling-of.ts";

type AnySolver = (typeof solvers)[keyof typeof solvers];

/** Names of the solvers that digits can be drawn with: of the flow, of the reverse SDE, or of denoising, each image on its own. */
export const digitSolvers: readonly string[] = Object.values<AnySolver>(solvers)
  .filter(({ kind, couples }) => ["ode", "denoising", ...sdeKinds].includes(kind) && couples !== "batch")
  .map(({ name }) => name);

type Bind = <S>(space: Ensemble<S>, problem: unknown, noise: Noise<S>, settings?: Settings) => Process<S>;

/** A solver of the core on the learned problem: the flow for ODEs, the reverse SDE, or the denoiser itself. */
export function bindDigits(
  space: Ensemble<Tensor>,
  { solver: name, settings, lecture, steps }: Sampling,
  problem: Problems<Tensor>["denoising"],
  seed: bigint,
): Process<Tensor> {
  const solver = choose<AnySolver>("solver", name, solvers);
  const { schedule, score } = problem;
  const sde = reverse(space, schedule, score);
  const loop = lecture ? lectureLoop(space, sde, steps) : sde;
  const problems: Partial<Record<string, unknown>> = {
    ode: probabilityFlow(space, schedule, score),
    denoising: problem,
    ...Object.fromEntries(sdeKinds.map((kind) => [kind, loop])),
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
