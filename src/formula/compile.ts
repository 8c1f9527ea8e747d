import { UsageError } from "../refusal.ts";
import { analyse, depths } from "./analyse.ts";
import { erfcx } from "./erfcx.ts";
import type { Formula, Node } from "./formula.ts";
import { powers } from "./negative-exponential.ts";
import { writeGroup } from "./write-group.ts";
import { Writer } from "./writer.ts";

/**
 * A compiled formula. `numbers` are its parameters, in order; `xs` its states and `out` the result, row-major
 * particles x width. `out` may be one of `xs`. Not re-entrant: it keeps its scratch.
 */
export type Kernel = (
  particles: number,
  dimension: number,
  numbers: readonly number[],
  out: Float64Array,
  xs: readonly Float64Array[],
) => void;

/** A kernel as text, with the columns of tables that it reads: plain data, that another thread can compile as well. */
export interface KernelSource {
  readonly text: string;
  readonly columns: readonly Float64Array[];
}

/** The kernel of a text that `evaluateSource` wrote. */
export const kernelOf = ({ text, columns }: KernelSource): Kernel =>
  new Function("columns", "E", "erfcx", text)(columns, powers, erfcx) as Kernel;

/** Code that reads a coordinate. */
type Load = (leaf: { readonly input: number; readonly component: number }) => string;
/** Loops around the statements of the call, the particle and the component. */
type Frame = (blocks: readonly string[], results: readonly string[]) => string;

const lines = (texts: readonly string[]): string => texts.filter(Boolean).join("\n");

function write(formula: Formula, depthOf: (input: number) => number, load: Load, frame: Frame): KernelSource {
  const depthOfLeaf = (leaf: Node) =>
    leaf.op === "parameter" ? depths.call : leaf.op === "coordinate" ? depthOf(leaf.input) : depths.fixed;
  const { depth, steps } = analyse(formula.outputs, depthOfLeaf);
  const spell = (leaf: Node): string =>
    leaf.op === "parameter"
      ? `numbers[${formula.parameters.indexOf(leaf.name)}]`
      : load(leaf as Extract<Node, { op: "coordinate" }>);
  const writer = new Writer(depth, spell);
  for (const step of steps) {
    if ("members" in step) writeGroup(writer, step);
    else writer.write(step);
  }
  const results = formula.outputs.map((output) => writer.name(output));
  return assemble(writer, formula.inputs, (blocks) => frame(blocks, results));
}

/** Arrays are handed to the inner function as arguments: there they cost less than as variables of a closure. */
function assemble(writer: Writer, inputs: number, body: (blocks: readonly string[]) => string): KernelSource {
  const [fixed, ...blocks] = writer.blocks.map((lines) => lines.join("\n"));
  const columns = writer.columns.map((_, i) => `c${i}`);
  const states = Array.from({ length: inputs }, (_, i) => `const x${i} = xs[${i}];`);
  const given = "particles, dimension, numbers, out, xs";
  const all = [given, "E", ...columns, ...writer.arrays.keys()].join(", ");
  const text = lines([
    '"use strict";',
    ...columns.map((name, i) => `const ${name} = columns[${i}];`),
    ...[...writer.arrays].map(([name, code]) => `const ${name} = ${code};`),
    fixed,
    `function run(${all}) {`,
    ...states,
    body(blocks),
    "}",
    `return function kernel(${given}) { run(${all}); };`,
  ]);
  return { text, columns: writer.columns };
}

/**
 * A scalar formula at each component. wide[0] says whether `out` has width d, wide[1 + i] whether input i
 * has: true is width d, false one number a particle, for all of its components.
 */
export function compileMap(formula: Formula, wide: readonly boolean[]): Kernel {
  const [outWide, ...inputs] = wide;
  if (formula.outputs.length !== 1) {
    throw new UsageError({
      what: "outputs of a formula for map",
      got: formula.outputs.length,
      expected: "one",
    });
  }
  if (inputs.length !== formula.inputs) {
    throw new UsageError({ what: "widths of inputs", got: inputs, expected: `${formula.inputs} of them` });
  }
  if (!outWide && inputs.includes(true)) {
    throw new UsageError({ what: "width of a map's result", got: 1, expected: "the width of its inputs" });
  }
  const nested = outWide && inputs.includes(false);
  const load: Load = ({ input }) => (nested && !inputs[input] ? `x${input}[p]` : `x${input}[i]`);
  const depthOf = (input: number) => (nested && inputs[input] ? depths.component : depths.particle);
  const flat: Frame = ([call, particle], [result]) =>
    lines([
      call,
      `const n = ${outWide ? "particles * dimension" : "particles"};`,
      "for (let i = 0; i < n; i++) {",
      particle,
      `out[i] = ${result};\n}`,
    ]);
  const loops: Frame = ([call, particle, component], [result]) =>
    lines([
      call,
      "for (let p = 0, i = 0; p < particles; p++) {",
      particle,
      "for (const end = i + dimension; i < end; i++) {",
      component,
      `out[i] = ${result};\n}\n}`,
    ]);
  return kernelOf(write(formula, depthOf, load, nested ? loops : flat));
}

/** A formula over a particle's coordinates: out is particles x outputs, and an input has whatever width it has. */
export const compileEvaluate = (formula: Formula): Kernel => kernelOf(evaluateSource(formula));

/** The same as a text. */
export function evaluateSource(formula: Formula): KernelSource {
  const inputs = Array.from({ length: formula.inputs }, (_, i) => i);
  const frame: Frame = ([call, particle], results) =>
    lines([
      call,
      ...inputs.map((i) => `const w${i} = (x${i}.length / particles) | 0;`),
      `for (let ${["p = 0", "o = 0", ...inputs.map((i) => `i${i} = 0`)].join(", ")}; p < particles; p++) {`,
      particle,
      ...results.map((result, j) => `out[o + ${j}] = ${result};`),
      `o += ${results.length};`,
      ...inputs.map((i) => `i${i} += w${i};`),
      "}",
    ]);
  const load: Load = ({ input, component }) => `x${input}[i${input} + ${component}]`;
  return write(formula, () => depths.particle, load, frame);
}
