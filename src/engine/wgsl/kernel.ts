import type { Node } from "../../formula/formula.ts";
import { topological } from "../../formula/topological.ts";
import type { Draw, StepGraph } from "../step-graph.ts";
import { blocksOf } from "../wasm/draw-blocks.ts";
import { costOf } from "./cost-of.ts";
import { functions } from "./functions.ts";
import { random } from "./random.ts";
import { writeGraph } from "./write-graph.ts";

/** Invocations of a workgroup. */
export const workgroup = 64;

/** Words of a row of the run's table before its columns: three words of the counter for each block. */
export const columnsAt = (draws: readonly Draw[]): number =>
  3 * draws.reduce((sum, draw) => sum + blocksOf(draw), 0);

/** What a dispatch is told; `runWords` makes it. Particles lie component after component, `stride` numbers each. */
const header = `struct Run {
  key: vec2u,
  first: vec2u,
  stride: u32,
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

/** Draws the random numbers of a row into the names d{draw}_{component}. */
function writeDraws(draws: readonly Draw[]): string {
  let at = 0;
  const write = ({ law, width }: Draw, i: number, b: number): string[] => {
    const words = `w${i}_${b}`;
    const count = Math.min(4, width - 4 * b);
    const rest = ["0u", "1u", "2u"].map((j) => `table[row + ${at}u + ${j}]`);
    at += 3;
    const lines = [`let ${words} = philox(run.key, vec4u(low, ${rest[0]}, ${rest[1]}, ${rest[2]} | high));`];
    for (let j = 0; j < count; j++) {
      const name = `d${i}_${4 * b + j}`;
      const pair = `p${i}_${2 * b + (j >> 1)}`;
      if (law === "uniform") lines.push(`let ${name} = uniformOf(${words}[${j}]);`);
      else if (j % 2 === 1) lines.push(`let ${name} = ${pair}.y;`);
      else
        lines.push(
          `let ${pair} = boxMuller(${words}[${j}], ${words}[${j + 1}]);`,
          `let ${name} = ${pair}.x;`,
        );
    }
    return lines;
  };
  return draws
    .flatMap((draw, i) => Array.from({ length: blocksOf(draw) }, (_, b) => write(draw, i, b)).flat())
    .join("\n");
}

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

/**
 * A compute shader: an invocation takes a particle through `run.rows` rows of `table`. It tells in `failed` after which row, counted
 * from `run.serial`, a position was first not finite: the earliest of all in word 0, that of particle p in word 1 + p.
 */
export function kernel(
  { step, targets, draws, tables }: StepGraph,
  { dimension }: { readonly dimension: number },
): Kernel {
  const columns = columnsAt(draws);
  const leaf = (node: Node): string => {
    if (node.op === "coordinate") {
      return node.input === 0 ? `x${node.component}` : `d${node.input - 1}_${node.component}`;
    }
    return (node as { name: string }).name;
  };
  const graph = writeGraph(step.outputs, tables, leaf);
  const reads = topological(step.outputs).flatMap((node) =>
    node.op === "coordinate" && node.input === 0 ? [node.component] : [],
  );
  const noise = writeDraws(draws);
  const rowWords = Math.max(1, columns + step.parameters.length);
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
    ...[...new Set([...targets, ...reads])].map((j) => `var x${j} = state[${j}u * run.stride + p];`),
    `for (var r = 0u; r < run.rows; r++) {
let row = r * ${rowWords}u;`,
    ...step.parameters.map((name, i) => `let ${name} = bitcast<f32>(table[row + ${columns + i}u]);`),
    noise,
    graph.text,
    ...targets.map((j, i) => `let y${j} = ${graph.results[i]};`),
    ...targets.map((j) => `x${j} = y${j};`),
    finite.length > 0 ? `if (!(${finite.join(" && ")})) { bad = min(bad, run.serial + r); }` : "",
    "}",
    ...targets.map((j) => `state[${j}u * run.stride + p] = x${j};`),
    `if (bad != 0xffffffffu) {
atomicMin(&failed[0], bad);
atomicMin(&failed[1u + p], bad);
}
}`,
  ].join("\n");
  return {
    text,
    draws,
    rowWords,
    cost: costOf([noise, graph.text].join("\n")),
    tableCosts: graph.tableCosts,
  };
}
