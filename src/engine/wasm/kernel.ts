import type { Node } from "../../formula/formula.ts";
import { topological } from "../../formula/topological.ts";
import type { Draw, StepGraph } from "../step-graph.ts";
import type { Lanes } from "./lanes.ts";
import { lower } from "./lower.ts";
import { particleWords } from "./particle-words.ts";
import { pooled } from "./pooled.ts";
import { random } from "./random.ts";
import { type Vocabulary, vocabulary } from "./vocabulary.ts";
import { writeNodes } from "./write-nodes.ts";

/** Particles of a block: their states lie component after component, `capacity` numbers each. */
export const capacity = 512;

/** Blocks of four words of a draw. */
export const blocksOf = ({ width }: Draw): number => Math.ceil(width / 4);

/** Bytes of a row of the table: sixteen for each block of words, then the columns. */
export const rowBytes = ({ draws, step }: StepGraph, { bytes }: Lanes): number => {
  const size = 16 * draws.reduce((sum, draw) => sum + blocksOf(draw), 0) + bytes * step.parameters.length;
  return Math.ceil(size / 8) * 8;
};

/** Statements that draw the random numbers of a row into the locals $d{draw}_{component}, where they are used. */
function writeDraws(v: Vocabulary, draws: readonly Draw[], used: ReadonlySet<string>) {
  const lines: string[] = [];
  const names: string[] = [];
  let offset = 0;
  draws.forEach((draw, i) => {
    for (let b = 0; b < blocksOf(draw); b++, offset += 16) {
      const count = Math.min(4, draw.width - 4 * b);
      const out = Array.from({ length: count }, (_, j) => `$d${i}_${4 * b + j}`);
      if (!out.some((name) => used.has(name))) continue;
      lines.push(random(v, { kind: `${draw.law}s`, offset, out }));
      names.push(...out);
    }
  });
  return { text: lines.join("\n"), names, offset };
}

/**
 * The text of a module with the function "run": it takes the particles, as many at a time as a vector holds, through `count` rows of
 * the table that begins at `row`, their state in locals. It returns whether any position was not finite after some row; the component
 * after the state's tells of which particles.
 */
export function kernel(
  graph: StepGraph,
  lanes: Lanes,
  { width, dimension }: { width: number; dimension: number },
): string {
  const v = vocabulary(lanes);
  const { step, targets, draws } = graph;
  const { nodes, inner } = lower(step.outputs, lanes.count === 4 ? -1e38 : -1e308);
  const coordinates = topological(nodes).flatMap((node) => (node.op === "coordinate" ? [node] : []));
  const name = ({ input, component }: { input: number; component: number }) =>
    input === 0 ? `$x${component}` : `$d${input - 1}_${component}`;
  const noise = writeDraws(v, draws, new Set(coordinates.map(name)));
  const load = lanes.bytes === 4 ? "v128.load32_splat" : "v128.load64_splat";
  const leaf = (node: Node) => {
    if (node.op === "coordinate") return name(node);
    const column = step.parameters.indexOf((node as { name: string }).name);
    return `(${load} offset=${noise.offset + lanes.bytes * column} (local.get $row))`;
  };
  const body = writeNodes(v, nodes, leaf, inner);
  const address = (component: number) => `offset=${component * capacity * lanes.bytes} (local.get $at)`;
  const states = [
    ...new Set([...targets, ...coordinates.flatMap((c) => (c.input === 0 ? [c.component] : []))]),
  ];
  const positions = targets.filter((target) => target < dimension);
  const bad = positions.map((j) => `(local.set $bad ${v.add("$bad", v.mul(`$x${j}`, 0))})`);
  const size = rowBytes(graph, lanes);
  const code =
    pooled(`(local.set $end (i32.add (local.get $table) (i32.mul (local.get $count) (i32.const ${size}))))
(loop $group
${states.map((j) => `(local.set $x${j} (v128.load ${address(j)}))`).join("\n")}
(call $particleWords (local.get $first) (local.get $high)) (local.set $p3) (local.set $p2)
(local.set $bad (v128.const i32x4 0 0 0 0))
(local.set $row (local.get $table))
(loop $next
${noise.text}
${body.text}
${targets.map((j, i) => v.set(`$y${j}`, body.results[i])).join("\n")}
${targets.map((j) => v.set(`$x${j}`, `$y${j}`)).join("\n")}
${bad.join("\n")}
(br_if $next (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const ${size}))) (local.get $end))))
${targets.map((j) => `(v128.store ${address(j)} (local.get $x${j}))`).join("\n")}
(v128.store ${address(width)} (local.get $bad))
(local.set $any (v128.or (local.get $any) (${lanes.type}.ne (local.get $bad) (local.get $bad))))
(local.set $first (i32.add (local.get $first) (i32.const ${lanes.count})))
(local.set $at (i32.add (local.get $at) (i32.const 16)))
(br_if $group (local.tee $groups (i32.sub (local.get $groups) (i32.const 1)))))
(v128.any_true (local.get $any))`);
  const locals = [
    ...states.map((j) => `$x${j}`),
    ...targets.map((j) => `$y${j}`),
    ...noise.names,
    ...body.locals,
  ];
  return `(module (import "m" "memory" (memory 1))
${particleWords(lanes)}
(func (export "run") (param $at i32) (param $groups i32) (param $table i32) (param $count i32) (param $keys i32) (param $first i32) (param $high i32) (result i32)
(local $row i32) (local $end i32)
${["$p2", "$p3", "$bad", "$any", ...locals].map((name) => `(local ${name} v128)`).join("")}
${code}))`;
}
