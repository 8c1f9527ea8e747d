import ndarray from "ndarray";
import { parse } from "npyjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { npy } from "../../sims/node/npy.ts";

/** Both parts as the file that they make, read by somebody else's reader. */
function read(array: Parameters<typeof npy>[0]) {
  const [header, data] = npy(array);
  const file = new Uint8Array(header.length + data.length);
  file.set(header);
  file.set(data, header.length);
  return parse(file.buffer);
}

test("the header is that of format 1.0: magic, version, length, a dictionary, padding to 64 bytes, a line end", () => {
  const [header] = npy(ndarray(new Float64Array(6), [3, 2]));
  assert.is(header.length, 128);
  assert.equal([...header.slice(0, 10)], [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
  const text = new TextDecoder().decode(header.slice(10));
  assert.match(text, /^\{'descr': '<f8', 'fortran_order': False, 'shape': \(3, 2\), \} *\n$/);
});

test("one dimension has the comma of a Python tuple", () => {
  const text = new TextDecoder().decode(npy(ndarray(new Float32Array(5)))[0]);
  assert.ok(text.includes("'shape': (5,), }"));
});

test("each type of number keeps its type and values", () => {
  const cases = [
    [Float64Array.of(1.5, Number.NaN, -0), "f8"],
    [Float32Array.of(0.5, Number.POSITIVE_INFINITY), "f4"],
    [Int32Array.of(-1, 2 ** 31 - 1), "i4"],
    [Uint8Array.of(0, 255), "u1"],
  ] as const;
  for (const [values, dtype] of cases) {
    const array = read(ndarray(values as Float64Array));
    assert.is(array.dtype, dtype);
    assert.equal(array.shape, [values.length]);
    assert.equal([...(array.data as Float64Array)], [...values]);
  }
  assert.is(read(ndarray([1, 2])).dtype, "f8");
});

test("a view is written in the order of its indices", () => {
  const a = ndarray(
    Float64Array.from({ length: 24 }, (_, i) => i),
    [2, 3, 4],
  );
  const views = [
    a.transpose(2, 0, 1),
    a.step(1, -1, 2),
    a.lo(1, 1, 1),
    a.hi(2, 2, 3),
    a.pick(null, 1, null),
    a.pick(1, null, null),
  ];
  for (const view of views) {
    const { data, shape } = read(view);
    assert.equal(shape, view.shape);
    const wanted: number[] = [];
    const visit = (index: number[]): void => {
      if (index.length === view.dimension) wanted.push(view.get(...index));
      else for (let i = 0; i < view.shape[index.length]; i++) visit([...index, i]);
    };
    visit([]);
    assert.equal([...(data as Float64Array)], wanted);
  }
});

test("what .npy has no type for is refused", () => {
  const odd = ndarray(new BigInt64Array(2)) as unknown as Parameters<typeof npy>[0];
  assert.throws(() => npy(odd), /no \.npy type for BigInt64Array/);
});

test.run();
