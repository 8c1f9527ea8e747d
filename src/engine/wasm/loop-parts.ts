import type { Node } from "../../formula/formula.ts";
import { loopLocal } from "./loop-local.ts";
import type { Loop } from "./lower.ts";
import type { NodeWriter, Scope } from "./node-writer.ts";
import { type Facts, RowScopes } from "./row-scopes.ts";
import { RowSums } from "./row-sums.ts";
import type { RowValues } from "./row-values.ts";
import { scaledDown } from "./scaled-down.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a loop over the rows of a table is written with. */
export interface LoopParts {
  readonly v: Vocabulary;
  readonly writer: NodeWriter;
  readonly rows: RowValues;
  readonly scopes: RowScopes;
  readonly sums: RowSums;
  /** The logarithm of a row's weight, to base 4. */
  readonly l: Node;
  /** The locals of what all weights are taken relative to, of what l is negligible below, and of an l or a bound. */
  readonly m: string;
  readonly cut: string;
  readonly own: string;
  readonly label: (purpose: string) => string;
}

/** Computes what the loop reads from around it, too. */
export function loopParts(
  v: Vocabulary,
  writer: NodeWriter,
  loop: Loop,
  rows: RowValues,
  outer: Scope,
  facts: Facts,
): LoopParts {
  const scopes = new RowScopes(v, writer, loop.table, rows, outer, facts);
  const l = scaledDown(loop.l, 2 * Math.LN2, facts.moves);
  const roots = [l, ...loop.sums.keys()] as const;
  scopes.keep(roots);
  const [m, ...results] = [loop.m, loop.z, ...loop.sums.values()].map(loopLocal);
  writer.locals.push(m, ...results);
  const sums = new RowSums(v, writer, roots, results);
  const [cut, own] = [writer.local(), writer.local()];
  const label = (purpose: string) => `$${purpose}_${m.slice(1)}`;
  return { v, writer, rows, scopes, sums, l, m, cut, own, label };
}
