import { frame, type Samples, sampleEnsemble } from "../sampling/ensemble.ts";
import type { SampleSpec } from "../sampling/spec.ts";
import type { Context } from "../simulation.ts";

/** Particles that are followed; they are the first of the run. */
const most = 500;

export interface ReferenceError {
  /** Root mean square distance of the ends of the same particles. */
  readonly value: number;
  readonly largest: number;
  readonly particles: number;
}

/** How far the first particles of a run end from where the flow itself takes them: Dormand-Prince at rtol 1e-9. */
export async function referenceError(
  context: Context,
  spec: SampleSpec,
  run: Samples,
): Promise<ReferenceError> {
  const particles = Math.min(most, spec.particles);
  const { start } = spec;
  const few = {
    ...spec,
    solver: "dormand-prince",
    settings: { rtol: 1e-9, atol: 1e-10 },
    particles,
    times: [spec.grid[spec.grid.length - 1]],
    start,
    engine: "auto" as const,
  };
  const exact = frame(await sampleEnsemble(context, few, "the flow itself"), 0).data;
  const ends = frame(run, run.frames.shape[0] - 1).data;
  const d = run.dimension;
  const distances = Float64Array.from({ length: particles }, (_, i) =>
    Math.hypot(...Array.from({ length: d }, (_, j) => ends[i * d + j] - exact[i * d + j])),
  );
  const square = distances.reduce((sum, r) => sum + r * r, 0);
  return {
    value: Math.sqrt(square / particles),
    largest: distances.reduce((a, b) => Math.max(a, b), 0),
    particles,
  };
}
