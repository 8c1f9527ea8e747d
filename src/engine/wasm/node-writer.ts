import type { Node } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";
import { weight } from "./exp.ts";
import { expressions } from "./expressions.ts";
import type { Lowered } from "./lower.ts";
import { statements } from "./statements.ts";
import type { Statements, Term, Vocabulary } from "./vocabulary.ts";

/** Statements in the making, and the terms of the nodes that they have computed. */
export interface Scope {
  readonly lines: string[];
  readonly terms: Map<Node, Term>;
  /** The term of a node that is not computed here. */
  readonly given: (node: Node) => Term | undefined;
}

/** Whether a node is 0 or 1. */
const isTruth = (node: Node): boolean =>
  node.op === "less" || (node.op === "mul" && operands(node).every(isTruth));

/** Writes nodes as expressions where they are used once, as locals otherwise. */
export class NodeWriter {
  readonly locals: string[] = [];
  /** Maxima that may take NaN for smaller than any number; those of the graph, and others that are to be written. */
  readonly maxima: Set<Node>;
  readonly #v: Vocabulary;
  readonly #graph: Lowered;
  readonly #uses = new Map<Node, number>();

  constructor(v: Vocabulary, graph: Lowered) {
    this.#v = v;
    this.#graph = graph;
    this.maxima = new Set(graph.maxima);
    const bodies = graph.loops.flatMap(({ l, sums }) => [l, ...sums.keys()]);
    const roots = [...graph.outputs, ...bodies];
    for (const node of [...topological(roots).flatMap((n) => operands(n)), ...roots]) {
      this.#uses.set(node, (this.#uses.get(node) ?? 0) + 1);
    }
  }

  local(): string {
    const name = `$v${this.locals.length}`;
    this.locals.push(name);
    return name;
  }

  /** Computes nodes within a scope, into locals. */
  keep(roots: readonly Node[], scope: Scope): void {
    this.write(roots, scope).forEach((term, i) => {
      if (typeof term === "number" || term.startsWith("$")) return;
      const name = this.local();
      scope.lines.push(this.#v.set(name, term));
      scope.terms.set(roots[i], name);
    });
  }

  /** Computes nodes within a scope. */
  write(roots: readonly Node[], { lines, terms, given }: Scope): Term[] {
    const known = (node: Node): Term | undefined => terms.get(node) ?? given(node);
    const term = (node: Node): Term => terms.get(node) as Term;
    for (const node of topological(roots, (n) => (known(n) === undefined ? operands(n) : []))) {
      const ready = node.op === "constant" ? node.value : known(node);
      const text = ready === undefined ? this.#expression(node, term) : undefined;
      if (ready !== undefined || (text !== undefined && this.#uses.get(node) === 1)) {
        terms.set(node, ready ?? (text as string));
        continue;
      }
      const name = this.local();
      lines.push(text === undefined ? this.#statements(node, name, term) : this.#v.set(name, text));
      terms.set(node, name);
    }
    return roots.map(term);
  }

  #statements(node: Node, out: string, term: (n: Node) => Term): string {
    const [a, b] = operands(node);
    const write: Statements = this.#graph.weights.has(node)
      ? weight
      : statements[node.op as keyof typeof statements];
    return write(this.#v, out, term(a), b && term(b));
  }

  #expression(node: Node, term: (n: Node) => Term): string | undefined {
    const v = this.#v;
    const [a, b, c] = operands(node);
    if (node.op === "less") return v.and(this.#mask(node, term), 1);
    if (node.op === "select") return v.bitselect(term(b), term(c), this.#mask(a, term));
    if (this.maxima.has(node)) return v.pmax(term(a), term(b));
    const write = expressions[node.op as keyof typeof expressions];
    return write?.(v, term(a), b && term(b), 0);
  }

  /** All ones where a node is not 0. */
  #mask(node: Node, term: (n: Node) => Term): string {
    const v = this.#v;
    if (node.op === "less") return v.lt(term(node.args[0]), term(node.args[1]));
    if (node.op === "mul" && node.args.every(isTruth)) {
      return v.and(this.#mask(node.args[0], term), this.#mask(node.args[1], term));
    }
    return v.op("v128.not", v.eq(term(node), 0));
  }
}
