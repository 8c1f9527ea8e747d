import { directed } from "./directed.ts";
import type { Kind } from "./problems/problem.ts";
import { UsageError } from "./refusal.ts";
import { settle } from "./settle.ts";
import type { BatchSolver, Process, Setting, Settings, Solver } from "./solver.ts";

/** What a problem of each kind consists of. */
const parts: Readonly<Record<Kind, readonly string[]>> = {
  ode: ["drift"],
  general: ["drift", "product"],
  stratonovich: ["drift", "product", "stratonovich"],
  commutative: ["drift", "product", "stratonovich", "quadratic", "correction"],
  additive: ["drift", "product", "additive"],
  semilinear: ["drift", "product", "rate", "weight", "remainder", "diffusion"],
  kinetic: ["force", "temperature", "friction"],
  denoising: ["schedule", "denoiser", "score"],
  diffused: ["schedule", "denoiser", "score", "logDensity"],
  target: ["score", "logDensity"],
};

interface Checkable {
  readonly name: string;
  readonly kind: Kind;
  readonly settings?: Readonly<Record<string, Setting>>;
  readonly bind: unknown;
}
type Problem = Readonly<Record<string, unknown>>;
type Bind = (space: unknown, problem: Problem, noise: unknown, settings?: Settings) => Process<unknown>;

/** What TypeScript refuses is refused in JavaScript too: noise that would be left out is a wrong result, not a crash. */
function refuseMisfit({ name, kind }: Checkable, problem: Problem): void {
  const fits = parts[kind].every((part) => problem?.[part] !== undefined);
  if (fits && !(kind === "ode" && problem.product !== undefined)) return;
  throw new UsageError({
    what: `problem for ${name}`,
    got: problem && `one with ${Object.keys(problem).join(", ")}`,
    expected: `a problem of kind "${kind}", with ${parts[kind].join(", ")}${kind === "ode" ? " and no noise" : ""}`,
    advice:
      kind === "ode"
        ? "probabilityFlow makes an ODE of a diffusion."
        : "Take another solver, or another problem.",
  });
}

/** `bind` with its checks at the door: the problem, the settings, and the grid's direction. */
function checked(solver: Checkable): unknown {
  const bind = solver.bind as Bind;
  return {
    ...solver,
    bind: (space: unknown, problem: Problem, noise: unknown, settings?: Settings) => {
      refuseMisfit(solver, problem);
      const process = bind(space, problem, noise, settle(solver.settings ?? {}, settings));
      const { direction } = problem;
      return direction === 1 || direction === -1 ? directed(process, direction) : process;
    },
  };
}

/**
 * Declares a method for problems of kind K. `bind` refuses a problem, a setting or a direction that does not fit, and
 * the method is handed every setting that it declares, at the value given or at its default.
 */
export const solver = <K extends Kind>(method: Solver<K>): Solver<K> => checked(method) as Solver<K>;

/** The same for a method that looks across the batch. */
export const batchSolver = <K extends Kind>(method: BatchSolver<K>): BatchSolver<K> =>
  checked(method) as BatchSolver<K>;
