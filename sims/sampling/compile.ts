import { compileRun, type Program } from "../../src/engine/index.ts";
import type { Ensemble, Grid, Space } from "../../src/index.ts";
import { bind } from "./bind.ts";
import type { SampleSpec } from "./spec.ts";
import type { Subject } from "./subject.ts";

/** What a sampling keeps of a state besides the position. */
const entries = ["accepted", "momentum"];

/** Compiles a sampling, or what it does on a grid of its own. */
export const compile = (
  subject: Subject,
  spec: SampleSpec,
  engine: "simd32" | "simd64",
  { grid, times }: { readonly grid: Grid; readonly times?: readonly number[] } = spec,
): Promise<Program> =>
  compileRun((space, noise) => bind(asEnsemble(space), subject, spec, noise), {
    engine,
    dimension: subject.dimension,
    grid,
    entries: spec.momenta === true ? entries : entries.slice(0, 1),
    ...(times !== undefined && { times }),
  });

/** What an ensemble has and a space has not, the compiler refuses when a solver asks for it. */
const asEnsemble = <S>(space: Space<S>): Ensemble<S> => space as Ensemble<S>;
