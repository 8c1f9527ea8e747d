import type { Node } from "../../formula/formula.ts";
import { topological } from "../../formula/topological.ts";
import type { StepGraph } from "../step-graph.ts";
import { columnsOffset } from "./draw-blocks.ts";
import type { Lanes } from "./lanes.ts";
import { particlesFirst, rowsFirst } from "./loops.ts";
import { nonNegative } from "./non-negative.ts";
import { particleWords } from "./particle-words.ts";
import { pooled } from "./pooled.ts";
import { splat } from "./slots.ts";
import { type Vocabulary, vocabulary } from "./vocabulary.ts";
import { writeDraws } from "./write-draws.ts";
import { writeGraph } from "./write-graph.ts";

/** Particles of a block: their states lie component after component, `capacity` numbers each. */
export const capacity = 512;

/** The text of a kernel's module, and what has to be laid out for it in memory. */
export interface KernelText {
  readonly text: string;
  /** Bytes of a row of the run's table. */
  readonly rowBytes: number;
  /** Numbers in a row of each long table. */
  readonly rowNumbers: readonly number[];
  /** Numbers of a block of each long table. */
  readonly blockNumbers: readonly number[];
  /** Numbers of a particle that loops keep in the scratch. */
  readonly slots: number;
}

/** The name of the local of a component of the state, or of a draw. */
const localOf = ({ input, component }: { readonly input: number; readonly component: number }): string =>
  input === 0 ? `$x${component}` : `$d${input - 1}_${component}`;

/** Where in the state a component lies. */
const placeOf = ({ bytes }: Lanes, component: number): string =>
  `offset=${component * capacity * bytes} (local.get $at)`;

interface Shape {
  /** Numbers a particle. */
  readonly width: number;
  readonly dimension: number;
}

/** What happens to a vector of particles: `states` are the components of the state that matter, `step` sets $y from $x. */
function piecesOf(
  v: Vocabulary,
  { targets, draws }: StepGraph,
  states: readonly number[],
  step: string,
  { width, dimension }: Shape,
) {
  const { lanes } = v;
  const words = "(call $particleWords (local.get $p) (local.get $high)) (local.set $p3) (local.set $p2)";
  const positions = targets.filter((j) => j < dimension);
  return {
    load: [
      ...states.map((j) => v.set(`$x${j}`, `(v128.load ${placeOf(lanes, j)})`)),
      v.set("$bad", `(v128.load ${placeOf(lanes, width)})`),
      draws.length > 0 ? words : "",
    ].join("\n"),
    step: [
      step,
      ...targets.map((j) => v.set(`$x${j}`, `$y${j}`)),
      ...positions.map((j) => v.set("$bad", v.add("$bad", v.mul(`$x${j}`, 0)))), // NaN from there on
    ].join("\n"),
    store: [
      ...targets.map((j) => `(v128.store ${placeOf(lanes, j)} (local.get $x${j}))`),
      `(v128.store ${placeOf(lanes, width)} (local.get $bad))`,
      v.set("$any", v.or("$any", v.op(`${lanes.type}.ne`, "$bad", "$bad"))),
    ].join("\n"),
  };
}

const parameters = ["state", "groups", "table", "count", "keys", "first", "high", "data"];
const integers = ["row", "end", "at", "p", "g", "k", "l", "r", "u", "c", "n", "stop", "slots", "lane"];
const vectors = ["$p2", "$p3", "$bad", "$any"];

const moduleOf = (
  lanes: Lanes,
  locals: readonly string[],
  body: string,
): string => `(module (import "m" "memory" (memory 1))
${particleWords(lanes)}
(func (export "run") ${parameters.map((name) => `(param $${name} i32)`).join(" ")} (result i32)
${integers.map((name) => `(local $${name} i32)`).join(" ")}
${[...vectors, ...locals].map((name) => `(local ${name} v128)`).join(" ")}
${pooled(body)}))`;

/**
 * A module with the function "run", which takes the particles, as many at a time as a vector holds, through `count` rows of the table
 * that begins at `table`. It returns whether any position was not finite after some row; the component after those of the state
 * tells of which particles.
 */
export function kernel(graph: StepGraph, lanes: Lanes, shape: Shape): KernelText {
  const { step, targets, draws, tables } = graph;
  const v = vocabulary(lanes);
  const columns = columnsOffset(draws);
  const rowBytes = Math.ceil((columns + lanes.bytes * step.parameters.length) / 8) * 8;
  const column = (name: string) => splat(v, columns + lanes.bytes * step.parameters.indexOf(name), "$row");
  const leaf = (node: Node) =>
    node.op === "coordinate" ? localOf(node) : column((node as Extract<Node, { op: "parameter" }>).name);
  const positive = (root: Node) =>
    nonNegative(root, (node) => {
      const index = node.op === "parameter" ? step.parameters.indexOf(node.name) : -1;
      return index >= 0 && nonNegative(graph.columns?.outputs[index] as Node);
    });
  const written = writeGraph(v, step.outputs, tables, leaf, positive);
  const read = topological(step.outputs).flatMap((node) => (node.op === "coordinate" ? [node] : []));
  const noise = writeDraws(v, draws, new Set(read.map(localOf)));
  const states = [...new Set([...targets, ...read.flatMap((c) => (c.input === 0 ? [c.component] : []))])];
  const results = targets.map((j, i) => v.set(`$y${j}`, written.results[i]));
  const text = [noise.text, written.text, ...results].join("\n");
  const { preparation, rowNumbers, blockNumbers, slots } = written;
  const pieces = { ...piecesOf(v, graph, states, text, shape), preparation, rowBytes, count: lanes.count };
  const body = [
    `(local.set $end (i32.add (local.get $table) (i32.mul (local.get $count) (i32.const ${rowBytes}))))`,
    (tables.length === 0 ? particlesFirst : rowsFirst)(pieces),
    "(v128.any_true (local.get $any))",
  ].join("\n");
  const own = [...states.map((j) => `$x${j}`), ...targets.map((j) => `$y${j}`)];
  return {
    text: moduleOf(lanes, [...own, ...noise.locals, ...written.locals], body),
    rowBytes,
    rowNumbers,
    blockNumbers,
    slots,
  };
}
