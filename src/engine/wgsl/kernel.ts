import type { Node } from "../../formula/formula.ts";
import { topological } from "../../formula/topological.ts";
import type { Draw, StepGraph } from "../step-graph.ts";
import { blocksOf } from "../wasm/draw-blocks.ts";
import { costOf } from "./cost-of.ts";
import { functions } from "./functions.ts";
import { random } from "./random.ts";
import { writeDraws } from "./write-draws.ts";
import { writeGraph } from "./write-graph.ts";

/** Invocations of a workgroup. */
export const workgroup = 64;

/** Words of a row of the run's table before its columns: three words of the counter for each block. */
const columnsAt = (draws: readonly Draw[]): number =>
  3 * draws.reduce((sum, draw) => sum + blocksOf(draw), 0);

/**
 * What a dispatch is told: the seed, the address of the first particle, how many particles there are, which of them and how many rows it
 * is for. The state lies component after component.
 */
const header = `struct Run {
  key: vec2u,
  first: vec2u,
  particles: u32,
  begin: u32,
  count: u32,
  rows: u32,
  serial: u32,
  infinity: u32,
}
@group(0) @binding(0) var<uniform> run: Run;
@group(0) @binding(1) var<storage, read_write> state: array<f32>;
@group(0) @binding(2) var<storage, read> table: array<u32>;
@group(0) @binding(3) var<storage, read> data: array<u32>;
@group(0) @binding(4) var<storage, read_write> failed: array<atomic<u32>>;
`;

/** The text of a kernel's module, and what has to be laid out for it. */
export interface Kernel {
  readonly text: string;
  readonly draws: readonly Draw[];
  /** Words of a row of the run's table. */
  readonly rowWords: number;
  /** What a row of the run costs a particle, in plain operations, and what each row of a long table adds. */
  readonly cost: number;
  readonly tableCosts: readonly number[];
}

/** The statements of a row of the run, from the components x{j} of the state to their next values. */
function writeRow({ step, targets, draws, tables }: StepGraph): {
  text: string;
  tableCosts: readonly number[];
} {
  const columns = columnsAt(draws);
  const leaf = (node: Node): string => {
    if (node.op !== "coordinate") return (node as { name: string }).name;
    return node.input === 0 ? `x${node.component}` : `d${node.input - 1}_${node.component}`;
  };
  const graph = writeGraph(step.outputs, tables, leaf);
  const text = [
    ...step.parameters.map((name, i) => `let ${name} = bitcast<f32>(table[row + ${columns + i}u]);`),
    writeDraws(draws),
    graph.text,
    ...targets.map((j, i) => `let y${j} = ${graph.results[i]};`),
    ...targets.map((j) => `x${j} = y${j};`),
  ].join("\n");
  return { text, tableCosts: graph.tableCosts };
}

/** The components of the state that a graph reads or writes. */
const componentsOf = ({ step, targets }: StepGraph): number[] => [
  ...new Set([
    ...targets,
    ...topological(step.outputs).flatMap((node) =>
      node.op === "coordinate" && node.input === 0 ? [node.component] : [],
    ),
  ]),
];

/**
 * A compute shader: an invocation takes a particle through `run.rows` rows of `table`. It tells in `failed` after which row, counted
 * from `run.serial`, a position was first not finite: the earliest of all in word 0, that of particle p in word 1 + p.
 */
export function kernel(graph: StepGraph, { dimension }: { readonly dimension: number }): Kernel {
  const { step, targets, draws } = graph;
  const row = writeRow(graph);
  const rowWords = Math.max(1, columnsAt(draws) + step.parameters.length);
  const finite = targets.filter((j) => j < dimension).map((j) => `isFinite(x${j})`);
  const text = [
    header,
    functions,
    random,
    `@compute @workgroup_size(${workgroup})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
let i = id.y * groups.x * ${workgroup}u + id.x;
if (i >= run.count) { return; }
let p = run.begin + i;
let low = run.first.x + p;
let high = run.first.y + select(0u, 1u, low < p);
var bad = 0xffffffffu;`,
    ...componentsOf(graph).map((j) => `var x${j} = state[${j}u * run.particles + p];`),
    "for (var r = 0u; r < run.rows; r++) {",
    `let row = r * ${rowWords}u;`,
    row.text,
    finite.length > 0 ? `if (!(${finite.join(" && ")})) { bad = min(bad, run.serial + r); }` : "",
    "}",
    ...targets.map((j) => `state[${j}u * run.particles + p] = x${j};`),
    "if (bad == 0xffffffffu) { return; }",
    "atomicMin(&failed[0], bad);",
    "atomicMin(&failed[1u + p], bad);\n}",
  ].join("\n");
  return { text, draws, rowWords, cost: costOf(row.text), tableCosts: row.tableCosts };
}
