import type { Node } from "../../formula/formula.ts";
import { topological } from "../../formula/topological.ts";
import type { StepGraph } from "../step-graph.ts";
import { columnsOffset } from "./draw-blocks.ts";
import type { Lanes } from "./lanes.ts";
import { particleWords } from "./particle-words.ts";
import { pooled } from "./pooled.ts";
import { vocabulary } from "./vocabulary.ts";
import { writeDraws } from "./write-draws.ts";
import { writeGraph } from "./write-graph.ts";
import { splat } from "./write-loop.ts";

/** Particles of a block: their states lie component after component, `capacity` numbers each. */
export const capacity = 512;

/** The text of a kernel's module, and what has to be laid out for it in memory. */
export interface KernelText {
  readonly text: string;
  /** Bytes of a row of the run's table. */
  readonly rowBytes: number;
  /** Numbers in a row of each long table. */
  readonly rowNumbers: readonly number[];
}

/** What a kernel does with a vector of particles, in pieces. */
interface Pieces {
  /** From memory to locals, one row of the run, and back. */
  readonly load: string;
  readonly step: string;
  readonly store: string;
  /** For each row of the run, before the particles. */
  readonly preparation: string;
  readonly rowBytes: number;
  readonly count: number;
}

const nextGroup = (count: number): string => `(local.set $p (i32.add (local.get $p) (i32.const ${count})))
(local.set $at (i32.add (local.get $at) (i32.const 16)))
(br_if $group (local.tee $g (i32.sub (local.get $g) (i32.const 1)))))`;
const nextRow = (rowBytes: number): string =>
  `(br_if $next (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const ${rowBytes}))) (local.get $end))))`;
const firstGroup = `(local.set $at (local.get $state))(local.set $p (local.get $first))(local.set $g (local.get $groups))
(loop $group`;
const firstRow = `(local.set $row (local.get $table))
(loop $next`;

/** All rows for one vector of particles after the other, their state in locals. */
const particlesFirst = ({ load, step, store, rowBytes, count }: Pieces): string =>
  [firstGroup, load, firstRow, step, nextRow(rowBytes), store, nextGroup(count)].join("\n");

/** All particles in one row of the run after the other, so that what long tables need in a row is made once. */
const rowsFirst = ({ load, step, store, preparation, rowBytes, count }: Pieces): string =>
  [firstRow, preparation, firstGroup, load, step, store, nextGroup(count), nextRow(rowBytes)].join("\n");

/**
 * A module with the function "run", which takes the particles, as many at a time as a vector holds, through `count` rows of the table
 * that begins at `table`. It returns whether any position was not finite after some row; the component after those of the state
 * tells of which particles.
 */
export function kernel(
  { step, targets, draws, tables }: StepGraph,
  lanes: Lanes,
  { width, dimension }: { readonly width: number; readonly dimension: number },
): KernelText {
  const v = vocabulary(lanes);
  const rowBytes = Math.ceil((columnsOffset(draws) + lanes.bytes * step.parameters.length) / 8) * 8;
  const nameOf = (node: Node): string | undefined =>
    node.op !== "coordinate"
      ? undefined
      : node.input === 0
        ? `$x${node.component}`
        : `$d${node.input - 1}_${node.component}`;
  const leaf = (node: Node) =>
    nameOf(node) ??
    splat(
      v,
      columnsOffset(draws) + lanes.bytes * step.parameters.indexOf((node as { name: string }).name),
      "$row",
    );
  const graph = writeGraph(v, step.outputs, tables, leaf);
  const coordinates = topological(step.outputs).flatMap((node) => (node.op === "coordinate" ? [node] : []));
  const noise = writeDraws(v, draws, new Set(coordinates.map((node) => nameOf(node) as string)));
  const reads = coordinates.flatMap(({ input, component }) => (input === 0 ? [component] : []));
  const states = [...new Set([...targets, ...reads])];
  const place = (component: number) => `offset=${component * capacity * lanes.bytes} (local.get $at)`;
  const pieces: Pieces = {
    load: [
      ...states.map((j) => v.set(`$x${j}`, `(v128.load ${place(j)})`)),
      v.set("$bad", `(v128.load ${place(width)})`),
      draws.length > 0
        ? "(call $particleWords (local.get $p) (local.get $high)) (local.set $p3) (local.set $p2)"
        : "",
    ].join("\n"),
    step: [
      noise.text,
      graph.text,
      ...targets.map((j, i) => v.set(`$y${j}`, graph.results[i])),
      ...targets.map((j) => v.set(`$x${j}`, `$y${j}`)),
      ...targets.filter((j) => j < dimension).map((j) => v.set("$bad", v.add("$bad", v.mul(`$x${j}`, 0)))),
    ].join("\n"),
    store: [
      ...targets.map((j) => `(v128.store ${place(j)} (local.get $x${j}))`),
      `(v128.store ${place(width)} (local.get $bad))`,
      v.set("$any", v.or("$any", v.op(`${lanes.type}.ne`, "$bad", "$bad"))),
    ].join("\n"),
    preparation: graph.preparation,
    rowBytes,
    count: lanes.count,
  };
  const body =
    pooled(`(local.set $end (i32.add (local.get $table) (i32.mul (local.get $count) (i32.const ${rowBytes}))))
${(tables.length === 0 ? particlesFirst : rowsFirst)(pieces)}
(v128.any_true (local.get $any))`);
  const parameters = ["state", "groups", "table", "count", "keys", "first", "high", "data"];
  const integers = ["row", "end", "at", "p", "g", "k", "l", "end_k"];
  const locals = [
    ...["$p2", "$p3", "$bad", "$any"],
    ...states.map((j) => `$x${j}`),
    ...targets.map((j) => `$y${j}`),
    ...noise.locals,
    ...graph.locals,
  ];
  const text = `(module (import "m" "memory" (memory 1))
${particleWords(lanes)}
(func (export "run") ${parameters.map((name) => `(param $${name} i32)`).join(" ")} (result i32)
${integers.map((name) => `(local $${name} i32)`).join(" ")}
${locals.map((name) => `(local ${name} v128)`).join(" ")}
${body}))`;
  return { text, rowBytes, rowNumbers: graph.rowNumbers };
}
