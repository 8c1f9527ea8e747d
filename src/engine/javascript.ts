import { formula } from "../formula/build.ts";
import { evaluateSource, type Kernel, type KernelSource, kernelOf } from "../formula/compile.ts";
import { coordinate } from "../formula/leaves.ts";
import { fillNormals, fillUniforms } from "../noise/draw.ts";
import type { Backend, Machine } from "./backend.ts";
import type { Program, TaskTable } from "./program.ts";
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

class JavascriptMachine implements Machine {
  readonly capacity = capacity;
  readonly #program: Program<Code>;
  readonly #kernels: readonly Kernel[];
  readonly #noises: readonly (readonly Float64Array[])[];
  readonly #kept: Float64Array;
  readonly #whole: Float64Array;
  /** Row-major, particles x width. */
  #state: Float64Array;
  #seed = 0n;
  #first = 0;
  #count = 0;

  constructor(program: Program<Code>) {
    const { tasks, width } = program;
    this.#program = program;
    this.#kernels = tasks.map(({ code }) => kernelOf(code.source));
    this.#noises = tasks.map(({ code }) => code.draws.map((draw) => new Float64Array(capacity * draw.width)));
    this.#kept = new Float64Array(capacity * width);
    this.#whole = new Float64Array(capacity * width);
    this.#state = this.#whole;
  }

  begin(seed: bigint, first: number, count: number): void {
    [this.#seed, this.#first, this.#count] = [seed, first, count];
    this.#state = this.#whole.subarray(0, count * this.#program.width).fill(0);
  }

  write(offset: number, width: number, values: Float64Array): void {
    const stride = this.#program.width;
    for (let p = 0; p < this.#count; p++) {
      for (let j = 0; j < width; j++) this.#state[p * stride + offset + j] = values[p * width + j];
    }
  }

  read(offset: number, width: number, values: Float64Array): void {
    const stride = this.#program.width;
    for (let p = 0; p < this.#count; p++) {
      for (let j = 0; j < width; j++) values[p * width + j] = this.#state[p * stride + offset + j];
    }
  }

  run(task: number, row: number, rows: number): boolean {
    const { code, table } = this.#program.tasks[task];
    const { columns, values } = table;
    const noises = this.#noises[task].map((z, i) => z.subarray(0, this.#count * code.draws[i].width));
    let finite = true;
    for (let r = row; r < row + rows; r++) {
      code.draws.forEach((draw, i) => {
        this.#draw(noises[i], draw, table, r * table.addresses);
      });
      const numbers = values.subarray(r * columns, (r + 1) * columns) as unknown as number[];
      const states = [this.#state, ...noises];
      this.#kernels[task](this.#count, this.#program.dimension, numbers, this.#state, states);
      finite = this.#isFinite() && finite;
    }
    return finite;
  }

  #draw(out: Float64Array, { law, purpose, width, number }: Draw, { address }: TaskTable, at: number): void {
    const draw = number === undefined ? 0 : address[at + 1 + number];
    const fill = law === "normal" ? fillNormals : fillUniforms;
    fill(out, { seed: this.#seed, purpose, first: this.#first, width, step: address[at], draw });
  }

  #isFinite(): boolean {
    const { width, dimension } = this.#program;
    let zero = 0;
    for (let p = 0; p < this.#state.length; p += width) {
      for (let j = 0; j < dimension; j++) zero += this.#state[p + j] * 0;
    }
    return zero === 0;
  }

  save(): void {
    this.#kept.set(this.#state);
  }

  restore(): void {
    this.#state.set(this.#kept.subarray(0, this.#state.length));
  }
}

/** JavaScript in float64: the reference of the other back ends. */
export const javascript: Backend<Code> = {
  sharesTables: false,
  code: (graph, { width }) => write(graph, width),
  machine: (program) => new JavascriptMachine(program),
};
