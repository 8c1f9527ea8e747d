import type { Node, Table } from "../../formula/formula.ts";
import { freeTables, operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { NotCompilable } from "../not-compilable.ts";
import { type Loop, lower } from "../wasm/lower.ts";
import { costOf } from "./cost-of.ts";
import { expressions } from "./expressions.ts";
import { literal } from "./literal.ts";

/** Takes the place of a maximum over no rows; beside it exp(l - m) is finite where each l is -Infinity. */
const lowest = -1e38;

/** Statements in the making, and the names of the nodes that they have computed. */
interface Scope {
  readonly lines: string[];
  readonly names: Map<Node, string>;
  /** The code of a node that is not computed here. */
  readonly given: (node: Node) => string | undefined;
}

/** A graph as WGSL. */
export interface WrittenGraph {
  readonly text: string;
  /** A name or a literal for each output. */
  readonly results: readonly string[];
  /** What each row of each long table costs, in plain operations. */
  readonly tableCosts: readonly number[];
}

const nameOf = (leaf: Node): string => (leaf as { name: string }).name;

class GraphWriter {
  readonly #tables: readonly Table[];
  readonly #loops: ReadonlyMap<Node, Loop>;
  readonly #written = new Set<Loop>();
  readonly #outer: Scope;
  readonly tableCosts: number[];
  #count = 0;

  constructor(tables: readonly Table[], loops: readonly Loop[], leaf: (node: Node) => string) {
    this.#tables = tables;
    this.tableCosts = tables.map(() => 0);
    this.#loops = new Map(
      loops.flatMap((loop) => [loop.m, loop.z, ...loop.sums.values()].map((node) => [node, loop] as const)),
    );
    const given = (node: Node): string | undefined => {
      if (node.op === "column") throw new NotCompilable("it has a sum over rows in the rows of another sum");
      if (operands(node).length > 0) return undefined;
      const loop = this.#loops.get(node);
      if (loop === undefined) return leaf(node);
      if (!this.#written.has(loop)) this.#loop(loop);
      return nameOf(node);
    };
    this.#outer = { lines: [], names: new Map(), given };
  }

  get text(): string {
    return this.#outer.lines.join("\n");
  }

  write(roots: readonly Node[], { lines, names, given }: Scope = this.#outer): string[] {
    const known = (node: Node): string | undefined =>
      node.op === "constant" ? literal(node.value) : (names.get(node) ?? given(node));
    for (const node of topological(roots, (n) => (known(n) === undefined ? operands(n) : []))) {
      if (known(node) !== undefined) continue;
      const [a, b, c] = operands(node).map((arg) => known(arg) as string);
      const name = `v${this.#count++}`;
      lines.push(`let ${name} = ${expressions[node.op as keyof typeof expressions](a, b, c)};`);
      names.set(node, name);
    }
    return roots.map((root) => known(root) as string);
  }

  /** First the largest l_k, m; then z = sum exp(l_k - m) and the sums of exp(l_k - m) v_k. */
  #loop(loop: Loop): void {
    this.#written.add(loop);
    const { table, l, m, z, sums } = loop;
    const t = this.#tables.indexOf(table);
    const inRow = (node: Node) => freeTables(node).includes(table);
    const bodies = [l, ...sums.keys()];
    const outside = topological(bodies, (n) => (inRow(n) ? operands(n) : [])).filter((n) => !inRow(n));
    this.write(outside);
    const scope = (): Scope => ({
      lines: [],
      names: new Map(),
      given: (node) => {
        if (!inRow(node)) return this.#outer.names.get(node) ?? this.#outer.given(node);
        return node.op === "column" ? `bitcast<f32>(data[k + ${node.index}u])` : undefined;
      },
    });
    const [first, second] = [scope(), scope()];
    const [largest] = this.write([l], first);
    const [lk, ...values] = this.write(bodies, second);
    const rows = `for (var k = data[${2 * t}u]; k < data[${2 * t + 1}u]; k += ${table.columns.length}u) {`;
    const parts = [...sums.values()].map(nameOf);
    this.tableCosts[t] += costOf([...first.lines, ...second.lines].join("\n"));
    this.#outer.lines.push(
      `var ${nameOf(m)} = ${literal(lowest)};`,
      rows,
      ...first.lines,
      `${nameOf(m)} = max(${nameOf(m)}, ${largest});\n}`,
      ...[nameOf(z), ...parts].map((name) => `var ${name} = 0f;`),
      rows,
      ...second.lines,
      `let w = expOf(${lk} - ${nameOf(m)});`,
      `${nameOf(z)} += w;`,
      ...parts.map((name, i) => `${name} += w * ${values[i]};`),
      "}",
    );
  }
}

/** Writes the outputs of a graph. `leaf` is the code of a coordinate or a parameter; long tables are in `data`. */
export function writeGraph(
  outputs: readonly Node[],
  tables: readonly Table[],
  leaf: (node: Node) => string,
): WrittenGraph {
  const graph = lower(outputs, lowest);
  const writer = new GraphWriter(tables, graph.loops, leaf);
  const results = writer.write(graph.outputs);
  return { text: writer.text, results, tableCosts: writer.tableCosts };
}
