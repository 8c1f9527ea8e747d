/** A table of numbers as a file holds it. */
export interface Table {
  /** Row-major, rows x columns. */
  readonly values: Float64Array;
  readonly columns: number;
  /** Where in the file an entry is, both indices counted from 0, as its readers count. */
  place(row: number, column: number): string;
}
