/** Long tables as a kernel reads them: where each begins and ends, then their rows in float32. */
export function tableWords(tables: readonly (readonly Float64Array[])[]): Uint32Array<ArrayBuffer> {
  const sizes = tables.map((columns) => columns.length * columns[0].length);
  const words = new Uint32Array(sizes.reduce((sum, size) => sum + size, 2 * tables.length));
  const numbers = new Float32Array(words.buffer);
  let at = 2 * tables.length;
  tables.forEach((columns, t) => {
    words.set([at, at + sizes[t]], 2 * t);
    columns.forEach((column, j) => {
      for (let k = 0; k < column.length; k++) numbers[at + k * columns.length + j] = column[k];
    });
    at += sizes[t];
  });
  return words;
}
