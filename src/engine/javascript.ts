import { formula } from "../formula/build.ts";
import { evaluateSource, type KernelSource, kernelOf } from "../formula/compile.ts";
import { coordinate } from "../formula/leaves.ts";
import { fillNormals, fillUniforms } from "../noise/draw.ts";
import type { Backend, Machine } from "./backend.ts";
import type { Program } from "./program.ts";
import type { Draw, StepGraph } from "./step-graph.ts";

/** A kernel in JavaScript, as plain data. */
interface Code {
  readonly source: KernelSource;
  readonly draws: readonly Draw[];
}

/** The JavaScript of a graph: one call moves a block of particles by one row. */
function write({ step, targets, draws }: StepGraph, width: number): Code {
  const outputs = Array.from({ length: width }, (_, j) => {
    const i = targets.indexOf(j);
    return i < 0 ? coordinate(0, j) : step.outputs[i];
  });
  return { source: evaluateSource(formula({ ...step, outputs })), draws };
}

const capacity = 256;

function machine({ width, dimension, tasks }: Program<Code>): Machine {
  const kernels = tasks.map(({ code }) => kernelOf(code.source));
  const noises = tasks.map(({ code }) => code.draws.map((draw) => new Float64Array(capacity * draw.width)));
  const whole = new Float64Array(capacity * width);
  const kept = new Float64Array(capacity * width);
  let [seed, first, count] = [0n, 0, 0];
  let state = whole;
  const staysFinite = (): boolean => {
    let zero = 0;
    for (let p = 0; p < state.length; p += width) {
      for (let j = 0; j < dimension; j++) zero += state[p + j] * 0;
    }
    return zero === 0;
  };
  return {
    capacity,
    begin(...particles) {
      [seed, first, count] = particles;
      state = whole.subarray(0, count * width).fill(0);
    },
    write(offset, w, values) {
      for (let p = 0; p < count; p++) {
        for (let j = 0; j < w; j++) state[p * width + offset + j] = values[p * w + j];
      }
    },
    read(offset, w, values) {
      for (let p = 0; p < count; p++) {
        for (let j = 0; j < w; j++) values[p * w + j] = state[p * width + offset + j];
      }
    },
    run(task, row, rows) {
      const { code, table } = tasks[task];
      const { columns } = table;
      const states = [state, ...noises[task].map((z, i) => z.subarray(0, count * code.draws[i].width))];
      let finite = true;
      for (let r = row; r < row + rows; r++) {
        code.draws.forEach(({ law, purpose, width, number }, i) => {
          const at = r * table.addresses;
          const step = table.address[at];
          const draw = number === undefined ? 0 : table.address[at + 1 + number];
          const fill = law === "normal" ? fillNormals : fillUniforms;
          fill(states[1 + i], { seed, purpose, first, width, step, draw });
        });
        const numbers = table.values.subarray(r * columns, (r + 1) * columns) as unknown as number[];
        kernels[task](count, dimension, numbers, state, states);
        finite = staysFinite() && finite;
      }
      return finite;
    },
    save: () => kept.set(state),
    restore: () => state.set(kept.subarray(0, state.length)),
  };
}

/** JavaScript in float64: the reference of the other back ends. */
export const javascript: Backend<Code> = {
  sharesTables: false,
  code: (graph, { width }) => write(graph, width),
  machine,
};
