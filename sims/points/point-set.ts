import { UsageError } from "../../src/index.ts";
import { csvTable } from "./csv-table.ts";
import { npyTable } from "./npy-table.ts";

/** Points in space, n >= 1 of them. */
export interface PointSet {
  /** Row-major, n x dimension. */
  readonly points: Float64Array;
  readonly dimension: number;
}

const readers = { npy: npyTable, csv: csvTable } as const;

/** Most coordinates of a point: a column a coordinate, so that a table the wrong way round is noticed. */
const widest = 100;

/**
 * The points that a .npy or .csv file holds, a row each.
 *
 * @throws UsageError naming the row or line and the column, for anything but finite numbers, for a table without
 * points or wider than 100 columns, for a file of another kind
 */
export async function pointSet(bytes: Uint8Array, file: string): Promise<PointSet> {
  const kind = /\.(npy|csv)$/i.exec(file)?.[1].toLowerCase() as keyof typeof readers | undefined;
  if (kind === undefined) {
    throw new UsageError({ what: "points", got: file, expected: "a file whose name ends in .npy or .csv" });
  }
  const { values, columns, place } = await readers[kind](bytes, file);
  const what = `points of ${file}`;
  if (values.length === 0) throw new UsageError({ what, got: "no point", expected: "at least one" });
  if (columns > widest) {
    const expected = `at most ${widest}: a row a point, a column a coordinate`;
    throw new UsageError({ what, got: `${columns} columns`, expected, advice: "Is the table transposed?" });
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const where = place(Math.floor(bad / columns), bad % columns);
    throw new UsageError({ what: `${what}, ${where}`, got: values[bad], expected: "a finite number" });
  }
  return { points: values, dimension: columns };
}
