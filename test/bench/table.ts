/** Rows of words as aligned lines: the first column to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, j) => Math.max(...all.map((row) => row[j].length)));
  return all.map((row) =>
    row.map((word, j) => (j === 0 ? word.padEnd(widths[j]) : word.padStart(widths[j]))).join("  "),
  );
}
