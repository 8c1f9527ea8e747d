import { integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { add, div, mul, neg, sub } from "./arithmetic.ts";
import type { Node, Table } from "./formula.ts";
import { freeTables, intern } from "./intern.ts";
import { nodeOf, type Operand } from "./leaves.ts";

let count = 0;

/**
 * Rows of numbers for `logSumExp` and `softMean`: columns[j][k] is column j of row k.
 * `symbols` are the columns' LaTeX with the row called k, such as "\\mu_k".
 */
export function table(columns: readonly ArrayLike<number>[], symbols?: readonly string[]): Table {
  const rows = columns[0]?.length ?? 0;
  if (rows === 0 || columns.some((c) => c.length !== rows)) {
    const got = columns.map((c) => c.length);
    throw new UsageError({
      what: "columns of a table",
      got,
      expected: "at least one row, in all columns alike",
    });
  }
  if (columns.some((c) => Array.prototype.some.call(c, Number.isNaN))) {
    throw new UsageError({ what: "columns of a table", got: Number.NaN, expected: "numbers" });
  }
  const copies = columns.map((c) => Float64Array.from(c));
  return { id: count++, rows, columns: copies, ...(symbols === undefined ? {} : { symbols }) };
}

/** Column j of the row that the reduction over the table is at. */
export function column(of: Table, j: number): Node {
  return intern({
    op: "column",
    table: of,
    index: integer("index of a column", j, { min: 0, below: of.columns.length }),
  });
}

/** Whether a node is the same in every row of the table. */
const isFree = (node: Node, of: Table): boolean => !freeTables(node).includes(of);

function checkBody(of: Table, body: Node): void {
  const others = freeTables(body).filter((t) => t !== of);
  if (others.length === 0) return;
  throw new UsageError({
    what: `body of a reduction over table ${of.id}`,
    got: `a column of table ${others[0].id}`,
    expected: "columns of its own table only",
    advice: "Put all columns that occur together into one table.",
  });
}

/** log of the sum over the table's rows of exp(l); -Infinity where every l is. A term of l that is the same in every row leaves it. */
export function logSumExp(of: Table, body: Operand): Node {
  const l = nodeOf(body);
  checkBody(of, l);
  if (isFree(l, of)) return add(l, Math.log(of.rows));
  if (l.op === "add" || l.op === "sub") {
    const [a, b] = l.args;
    const terms = { add, sub }[l.op];
    if (isFree(b, of)) return terms(logSumExp(of, a), b);
    if (isFree(a, of)) return add(logSumExp(of, terms(0, b)), a);
  }
  return intern({ op: "lse", table: of, args: [l] });
}

/** The softmax mean over the table's rows: sum exp(l) v / sum exp(l). What is the same in every row leaves it. */
export function softMean(of: Table, weight: Operand, value: Operand): Node {
  const [l, v] = [nodeOf(weight), nodeOf(value)];
  checkBody(of, l);
  checkBody(of, v);
  const free = (node: Node) => isFree(node, of);
  if (free(v)) return v;
  if (v.op === "neg") return neg(softMean(of, l, v.args[0]));
  if (v.op === "div" && free(v.args[1])) return div(softMean(of, l, v.args[0]), v.args[1]);
  if ((v.op === "mul" || v.op === "add" || v.op === "sub") && v.args.some(free)) {
    const [a, b] = [softMean(of, l, v.args[0]), softMean(of, l, v.args[1])];
    return { mul, add, sub }[v.op](a, b);
  }
  return intern({ op: "mean", table: of, args: [l, v] });
}
