/**
 * The mathematics: spaces, noise, formulas, schedules, grids, problems, solvers, likelihood and diagnostics. It needs neither
 * Node nor a browser, and runs in both.
 *
 * @module langevin
 */
export { arraySpace, type Shape } from "./array-space.ts";
export { choose, finite, integer, nearest } from "./check.ts";
export { batchSolver, solver } from "./define-solver.ts";
export * from "./denoisers/index.ts";
export { type DenseSolution, denseSolution } from "./dense-solution.ts";
export { type Density, type DiffusedDensity, isDiffused } from "./density.ts";
export { cells, type DensityGrid, densityGrid, relativeDensity } from "./density-grid.ts";
export * from "./diagnostics/index.ts";
export { energyDensity } from "./energy.ts";
export * from "./engine/index.ts";
export * as formulas from "./formula/index.ts";
export { checkGrid, extendGrid, type Grid, noiseGrid, type Spacing, wholeGrid } from "./grids/grid.ts";
export * as grids from "./grids/index.ts";
export { scheduleGrid } from "./grids/schedule-grid.ts";
export { type Frame, integrate, intervals } from "./integrate.ts";
export type { Interval } from "./interval.ts";
export * from "./likelihood/index.ts";
export * from "./noise/index.ts";
export * from "./problems/index.ts";
export { evenGaussLegendre, gaussLegendre, type Quadrature } from "./quadrature.ts";
export { type RecordOptions, record } from "./record.ts";
export { DivergenceError, MissingPartError, ToleranceError, UsageError } from "./refusal.ts";
export { ddpmSchedule } from "./schedules/ddpm.ts";
export { edmSchedule } from "./schedules/edm.ts";
export * as schedules from "./schedules/index.ts";
export { ornsteinUhlenbeckSchedule } from "./schedules/ornstein-uhlenbeck.ts";
export type { Schedule } from "./schedules/schedule.ts";
export { type ScheduleSpec, scheduleOf } from "./schedules/schedule-of.ts";
export { subVariancePreserving } from "./schedules/sub-variance-preserving.ts";
export { varianceExploding } from "./schedules/variance-exploding.ts";
export { variancePreserving } from "./schedules/variance-preserving.ts";
export { variancePreservingCosine } from "./schedules/variance-preserving-cosine.ts";
export { settle } from "./settle.ts";
export * from "./solver.ts";
export * as solvers from "./solvers/index.ts";
export type { Ensemble, Space, Term } from "./space.ts";
export { diffusedStart, exactStart, normalStart, uniformStart } from "./start.ts";
export { type Eigen, symmetricEigen } from "./symmetric-eigen.ts";
export { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";
