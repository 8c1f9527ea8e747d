import { solverOf } from "../sampling/bind.ts";
import type { Context } from "../simulation.ts";
import type { LikelihoodInput, LogDensities } from "./log-densities.ts";

/** One array of the parts' arrays. */
function join(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The log-densities of all points, in blocks on all threads; in one where the solver looks across the batch. */
export async function onAllThreads(
  context: Context,
  input: Omit<LikelihoodInput, "first">,
  label: string,
): Promise<LogDensities> {
  const { solver, particles } = input;
  const size =
    solverOf(solver).couples === "batch" ? particles : Math.ceil(particles / (4 * context.threads));
  const starts = Array.from({ length: Math.ceil(particles / size) }, (_, b) => b * size);
  let done = 0;
  context.progress(label, 0, particles);
  const parts = await Promise.all(
    starts.map(async (first) => {
      const block: LikelihoodInput = { ...input, first, particles: Math.min(size, particles - first) };
      const part = await context.compute<LogDensities>("logDensities", block);
      done += block.particles;
      context.progress(label, done, particles);
      return part;
    }),
  );
  const errors = parts.flatMap(({ error }) => (error === undefined ? [] : [error]));
  return {
    points: join(parts.map(({ points }) => points)),
    logDensity: join(parts.map(({ logDensity }) => logDensity)),
    exact: join(parts.map(({ exact }) => exact)),
    ...(errors.length > 0 && { error: join(errors) }),
  };
}
