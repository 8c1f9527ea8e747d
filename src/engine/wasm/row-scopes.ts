import type { Node, Table } from "../../formula/formula.ts";
import { freeTables, operands } from "../../formula/intern.ts";
import { parameter } from "../../formula/leaves.ts";
import { topological } from "../../formula/topological.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import { type End, RowValues } from "./row-values.ts";
import { type Slots, splat } from "./slots.ts";
import { type Interval, upperBound } from "./upper-bound.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** What is known of a node. */
export interface Facts {
  /** Whether it depends on the particle. */
  readonly moves: (node: Node) => boolean;
  /** Whether it is known never to be negative. */
  readonly positive: (node: Node) => boolean;
}

/**
 * Where the nodes of a loop's body are: outside the loop, in memory, or to be computed. What depends on the row alone is in memory, and is
 * not looked into.
 */
export class RowScopes {
  readonly #v: Vocabulary;
  readonly #writer: NodeWriter;
  readonly #table: Table;
  readonly #rows: RowValues;
  readonly #outer: Scope;
  readonly #facts: Facts;

  constructor(v: Vocabulary, writer: NodeWriter, table: Table, rows: RowValues, outer: Scope, facts: Facts) {
    [this.#v, this.#writer, this.#table] = [v, writer, table];
    [this.#rows, this.#outer, this.#facts] = [rows, outer, facts];
  }

  #inRow(node: Node): boolean {
    return freeTables(node).includes(this.#table);
  }

  #isRowValue(node: Node): boolean {
    return this.#inRow(node) && !this.#facts.moves(node);
  }

  /** Computes what the body of the loop reads from outside of it. */
  keep(body: readonly Node[]): void {
    const within = (node: Node) => (this.#inRow(node) && !this.#isRowValue(node) ? operands(node) : []);
    const read = topological(body, within).filter((node) => !this.#inRow(node));
    this.#writer.keep(read, this.#outer);
  }

  #scope(row: (index: number) => string, outside: (node: Node) => Term | undefined): Scope {
    const given = (node: Node): Term | undefined => {
      if (this.#isRowValue(node)) return row(RowValues.offset(this.#rows.indexOf(node)));
      return this.#inRow(node) ? undefined : outside(node);
    };
    return { lines: [], terms: new Map(), given };
  }

  /** The row in a lane of the vector at $r, for all lanes' particles. */
  together(lane: number): Scope {
    const row = (offset: number) => splat(this.#v, offset + this.#v.lanes.bytes * lane, "$r");
    return this.#scope(row, (node) => this.#outer.terms.get(node));
  }

  /** The rows of the vector at $r, for the particle whose numbers `slots` hand over. */
  apart(slots: Slots): Scope {
    const handed = new Map<Node, string>();
    const outside = (node: Node): Term | undefined => {
      const term = this.#outer.terms.get(node);
      if (term === undefined || !this.#facts.moves(node)) return term;
      const known = handed.get(node) ?? this.#writer.local();
      if (!handed.has(node)) slots.hand(known, this.#v.term(term));
      handed.set(node, known);
      return known;
    };
    return this.#scope((offset) => `(v128.load offset=${offset} (local.get $r))`, outside);
  }

  /** Statements for an upper bound of l over the rows of the block at $k, and its term: undefined where there is none. */
  bound(l: Node): { readonly lines: readonly string[]; readonly term: Term | undefined } {
    const ends = new Map<Node, End>();
    const end = (node: Node, side: End["side"]): Node => {
      const index = this.#rows.indexOf(node);
      const leaf = parameter(`${side}${index}`);
      ends.set(leaf, { index, side });
      return leaf;
    };
    const interval = (node: Node): Interval | undefined => {
      if (this.#isRowValue(node)) return { low: end(node, "low"), high: end(node, "high") };
      return this.#inRow(node) ? undefined : { low: node, high: node, positive: this.#facts.positive(node) };
    };
    const node = upperBound(l, interval, this.#writer.maxima);
    const given = (leaf: Node): Term | undefined => {
      const which = ends.get(leaf);
      if (which === undefined) return this.#outer.terms.get(leaf);
      return splat(this.#v, this.#v.lanes.bytes * this.#rows.endIndex(which), "$k");
    };
    const scope: Scope = { lines: [], terms: new Map(), given };
    return { lines: scope.lines, term: node && this.#writer.write([node], scope)[0] };
  }
}
