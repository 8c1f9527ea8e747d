import { UsageError } from "../refusal.ts";
import { compileEvaluate, compileMap, type Kernel } from "./compile.ts";
import type { Formula } from "./formula.ts";
import { topological } from "./topological.ts";

/** For what a kernel would read or write past its arrays. */
function refuse(what: string, got: number, expected: number | string): never {
  throw new UsageError({ what, got, expected: String(expected) });
}

function checkCall({ inputs, parameters }: Formula, numbers: readonly number[], states: number): void {
  if (states !== inputs) refuse("states for a formula", states, inputs);
  if (numbers.length !== parameters.length) {
    refuse("numbers for a formula", numbers.length, parameters.length);
  }
}

/** The least width of each input that has all coordinates which the formula reads. */
function widthsOf({ inputs, outputs }: Formula): number[] {
  const widths = new Array<number>(inputs).fill(1);
  for (const node of topological(outputs)) {
    if (node.op === "coordinate") widths[node.input] = Math.max(widths[node.input], node.component + 1);
  }
  return widths;
}

function checkedMap(f: Formula, wide: readonly boolean[]): Kernel {
  const kernel = compileMap(f, wide);
  return (particles, dimension, numbers, out, xs) => {
    checkCall(f, numbers, xs.length);
    kernel(particles, dimension, numbers, out, xs);
  };
}

function checkedEvaluate(f: Formula): Kernel {
  const kernel = compileEvaluate(f);
  const widths = widthsOf(f);
  return (particles, dimension, numbers, out, xs) => {
    checkCall(f, numbers, xs.length);
    const width = out.length / particles;
    if (width !== f.outputs.length) refuse("width of a formula's result", width, f.outputs.length);
    for (let i = 0; i < xs.length; i++) {
      const own = xs[i].length / particles;
      if (!Number.isInteger(own) || own < widths[i]) {
        refuse(`width of a formula's state ${i}`, own, `${widths[i]} or more`);
      }
    }
    kernel(particles, dimension, numbers, out, xs);
  };
}

const mapped = new WeakMap<Formula, Map<string, Kernel>>();
const evaluated = new WeakMap<Formula, Kernel>();

/**
 * The kernel of a formula at each component, compiled once for each choice of the states that are wide; see
 * `compileMap`. A call with arrays or numbers that do not fit is a `UsageError`.
 */
export function mapKernel(f: Formula, wide: readonly boolean[]): Kernel {
  const kernels = mapped.get(f) ?? new Map<string, Kernel>();
  mapped.set(f, kernels);
  const key = wide.join();
  const kernel = kernels.get(key) ?? checkedMap(f, wide);
  kernels.set(key, kernel);
  return kernel;
}

/** The kernel of a formula over a particle's coordinates, compiled once; checked likewise. */
export function evaluateKernel(f: Formula): Kernel {
  const kernel = evaluated.get(f) ?? checkedEvaluate(f);
  evaluated.set(f, kernel);
  return kernel;
}
