import { UsageError } from "../../src/index.ts";
import { npyArray } from "./npy-array.ts";
import type { Table } from "./table.ts";

/** Reads a .npy file with an array of one dimension (n points on a line) or two (n x d). */
export function npyTable(bytes: Uint8Array, file: string): Table {
  const refuse = (got: string): never => {
    throw new UsageError({
      what: `points of ${file}`,
      got,
      expected: "a whole .npy file with float32, float64 or integers in one or two dimensions",
      advice: "np.save(file, np.asarray(points, dtype=float)) writes one.",
    });
  };
  const { shape, values } = npyArray(bytes, refuse, [1, 2]);
  return { values, columns: shape[1] ?? 1, place: (row, column) => `index [${row}, ${column}]` };
}
