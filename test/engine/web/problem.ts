import type { CompileOptions } from "../../../src/engine/compile-with.ts";
import type { RunPart } from "../../../src/engine/run-part.ts";
import type { Make } from "../../../src/engine/trace.ts";
import {
  add,
  coordinates,
  exp,
  formula,
  gradient,
  log,
  neg,
  square,
  sub,
} from "../../../src/formula/index.ts";
import { uniformGrid } from "../../../src/grids/uniform.ts";
import { overdamped } from "../../../src/problems/overdamped.ts";
import { eulerMaruyama } from "../../../src/solvers/euler-maruyama.ts";

const [x, y] = coordinates(0, 2);
const mode = (centre: number) => exp(neg(add(square(sub(x, centre)), square(y))));
const score = gradient(formula({ inputs: 1, outputs: [log(add(mode(1), mode(-1)))] }), 2);

/** Langevin dynamics of two modes: what the page runs, and Node as well. Nothing here needs a package. */
export const make: Make = (space, noise) =>
  eulerMaruyama.bind(
    space,
    overdamped(space, (_, q, out) => space.evaluate(score, [], out, q)),
    noise,
  );

const grid = uniformGrid(0, 0.2, 40);
export const options: CompileOptions = { dimension: 2, grid, times: [grid[10], grid[40]] };

export const part: RunPart = { seed: 7n, start: { particles: 5000, deviation: 2 } };
