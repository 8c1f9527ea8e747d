import { execFileSync } from "node:child_process";
import { mkdirSync, openSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import ndarray from "ndarray";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { npy } from "../../sims/node/npy.ts";
import { pointSet } from "../../sims/points/point-set.ts";
import { UsageError } from "../../src/refusal.ts";
import { emptyFolder, langevin, runJson } from "./command.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const base64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

/** A .npy file of this dictionary and data, as its format has it. */
function npyFile(dictionary: string, data: Uint8Array, version = 1): Uint8Array {
  const text = bytes(`${dictionary}\n`);
  const size = version === 1 ? [text.length & 255, text.length >> 8] : [text.length, 0, 0, 0];
  return Uint8Array.from([0x93, ...bytes("NUMPY"), version, 0, ...size, ...text, ...data]);
}

const header = (descr: string, shape: string) =>
  `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`;

/** Written by NumPy 2.4.6: np.array([[1.5, -2], [3, 4e10], [0.1, -0.0]]), in Fortran order and as big-endian float32; int64. */
const written = {
  fortran:
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMywgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAAAAAAAAhAmpmZmZmZuT8AAAAAAAAAwAAAACBfoCJCAAAAAAAAAIA=",
  big: "k05VTVBZAQB2AHsnZGVzY3InOiAnPmY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo/wAAAwAAAAEBAAABRFQL5PczMzYAAAAA=",
  long: "k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAAAAAAAAAP7/////////AwAAAAAAAAAEAAAAAAAAAA==",
};

test("a .npy file of NumPy is read whatever its type and order", async () => {
  const values = [1.5, -2, 3, 4e10, 0.1, -0];
  const cases: [Uint8Array, number[], number][] = [
    [base64(written.fortran), values, 2],
    [base64(written.big), values.map(Math.fround), 2],
    [base64(written.long), [1, -2, 3, 4], 2],
    [npyFile(header("|u1", "2,"), Uint8Array.of(7, 255)), [7, 255], 1],
    [npyFile(header("<u2", "1, 2"), Uint8Array.of(1, 0, 255, 255), 2), [1, 65535], 2],
    [npyFile(header(">i2", "1, 1"), Uint8Array.of(255, 254), 3), [-2], 1],
  ];
  for (const [file, expected, dimension] of cases) {
    const set = await pointSet(file, "points.npy");
    assert.equal([...set.points], expected);
    assert.ok(set.points.every((value, i) => Object.is(value, expected[i])));
    assert.is(set.dimension, dimension);
  }
});

test("what a run writes is read again, bit for bit", async () => {
  const data = Float64Array.from({ length: 30 }, (_, i) => Math.sin(i) * 10 ** (i - 15));
  const [head, body] = npy(ndarray(data, [10, 3]));
  const { points, dimension } = await pointSet(Uint8Array.from([...head, ...body]), "samples.NPY");
  assert.is(dimension, 3);
  assert.equal([...points], [...data]);
});

test("a .csv file is read with or without names of columns, quotes, blank lines, and by its own delimiter", async () => {
  for (const text of [
    "1,2\n3,-4e-2\n",
    '\ufeff"x","y"\r\n1,2\r\n\r\n3,-4e-2',
    "x;y\n 1 ; 2 \n3;-.04\n\n",
    "x\ty\n+1.\t2\n3\t-0.04",
    '"1","2"\n"3","-0.04"\n',
  ]) {
    const { points, dimension } = await pointSet(bytes(text), "points.csv");
    assert.equal([[...points], dimension], [[1, 2, 3, -0.04], 2], text);
  }
  const remark = await pointSet(bytes("# from a run\n1,2\n3,4\n"), "points.csv");
  assert.equal([...remark.points], [1, 2, 3, 4]);
  assert.equal(await pointSet(bytes("x\n1\n2\n"), "a.csv"), { points: Float64Array.of(1, 2), dimension: 1 });
});

const f8 = (...values: number[]) => new Uint8Array(Float64Array.from(values).buffer);

/** file, bytes, and what the refusal must say */
const refused: readonly (readonly [file: string, content: Uint8Array, ...says: RegExp[]])[] = [
  ["a.txt", bytes("1,2"), /points: got "a\.txt", expected a file whose name ends in \.npy or \.csv/],
  ["a.csv", bytes(""), /no point/],
  ["a.csv", bytes("x,y\n"), /no point/],
  [
    "a.csv",
    new Uint8Array(Buffer.from("\ufeff1,2\n3,4\n", "utf16le")),
    /bytes of 0", expected text in UTF-8/,
  ],
  ["a.csv", bytes("nan,-inf\n1,2\n3,4\n"), /line 1: got "nan", expected a decimal number in column 1/],
  ["a.csv", bytes("0x10\n1\n"), /line 1: got "0x10"/],
  [
    "a.csv",
    bytes("x,y\n1,2\n3,four\n"),
    /points of a\.csv, line 3: got "four", expected a decimal number in column 2/,
  ],
  ["a.csv", bytes(",x,y\n0,1,2\n1,3,4\n"), /line 1: got "column 1 without a name".*index=False/],
  ["a.csv", bytes("x,y\n1,2,3\n"), /line 1: got "2 names of 3 columns", expected a name for each column/],
  ["a.csv", bytes("x,y\n1,2\n\n3\n"), /line 4: got "1 columns", expected 2/],
  ["a.csv", bytes("1,2\n3,4,5\n"), /line 2: got "3 columns", expected 2/],
  ["a.csv", bytes("1,2\n3,\n"), /line 2: got "", expected a decimal number in column 2/],
  ["a.csv", bytes("1,2\n3,nan\n"), /line 2: got "nan"/],
  ["a.csv", bytes("1,2\n3,1e999\n"), /line 2, column 2: got Infinity, expected a finite number/],
  ["a.csv", bytes(Array(101).fill("1").join(",")), /101 columns.*at most 100.*transposed/],
  ["a.npy", bytes("1,2\n3,4\n plain text"), /points of a\.npy: got "no \.npy header"/],
  ["a.npy", Uint8Array.of(0x93, 0x4e), /no \.npy header/],
  ["a.npy", npyFile(header("<f8", "2, 2"), f8(1, 2, 3)), /24 bytes of data where shape \(2, 2\) takes 32/],
  ["a.npy", npyFile(header("<f8", "2, 2"), f8(1, 2, 3, 4, 5)), /40 bytes of data/],
  ["a.npy", npyFile(header("<f8", "2, 2"), f8()).subarray(0, 40), /a header that is cut off/],
  ["a.npy", npyFile(header("<f8", "1, 1, 1"), f8(1)), /shape \(1, 1, 1\)/],
  ["a.npy", npyFile(header("<f8", ""), f8(1)), /shape \(\)/],
  ["a.npy", npyFile(header("<f8", "0, 2"), f8()), /no point/],
  ["a.npy", npyFile(header("<c16", "1,"), f8(1, 2)), /data of type '<c16'.*np\.save/],
  ["a.npy", npyFile(header("|O", "1,"), f8(1)), /data of type '\|O'/],
  [
    "a.npy",
    npyFile("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }", f8(1)),
    /of type \[\('x'/,
  ],
  [
    "a.npy",
    npyFile(header("<f8", "2, 2"), f8(1, 2, 3, Number.NaN)),
    /index \[1, 1\]: got NaN, expected a finite/,
  ],
];

for (const [file, content, ...says] of refused) {
  test(`refused: ${says[0].source}`, async () => {
    const error = await pointSet(content, file).catch((thrown: unknown) => thrown);
    assert.instance(error, UsageError);
    for (const say of says) assert.match((error as Error).message, say);
  });
}

const cwd = emptyFolder();
const run = (name: string, ...flags: string[]) =>
  langevin(["run", name, "--particles", "400", "--steps", "300", "--frames", "2", ...flags], { cwd });

test("a point set is a density: its mean and variance are those of the points, and run.json keeps its digest", async () => {
  writeFileSync(join(cwd, "three.csv"), "x,y\n-1,0\n1,0\n0,3\n");
  const flags = ["--points", "three.csv", "--width", "0.5", "--out", "points"];
  const { code, err } = await run("langevin", ...flags);
  assert.is(code, 0, err);
  const { numbers, config, ...record } = runJson(join(cwd, "points"));
  const { mean, variance } = (numbers as { exact: { mean: number[]; variance: number[] } }).exact;
  const near = (a: number[], b: number[]) => a.every((v, i) => Math.abs(v - b[i]) < 1e-6);
  assert.ok(near(mean, [0, 1]), `${mean}`);
  assert.ok(near(variance, [2 / 3 + 0.25, 2 + 0.25]), `${variance}`);
  assert.is(config.points, "three.csv");
  const { inputs } = record as unknown as { inputs: Record<string, { bytes: number }> };
  assert.is(inputs["three.csv"].bytes, readFileSync(join(cwd, "three.csv")).length);
});

test("a diffusion runs back to a point set, read from what a run has written", async () => {
  const { code, out, err } = await run("reverse-diffusion", "--points", join("points", "samples.npy"));
  assert.is(code, 0, err);
  assert.match(out, /Sliced W2 .* within what 50 sets/);
});

test("files that cannot be read are refused, and nothing is left", async () => {
  mkdirSync(join(cwd, "folder.csv"));
  const huge = join(cwd, "huge.npy");
  openSync(huge, "w");
  truncateSync(huge, 65e6);
  const cases: [string, RegExp][] = [
    ["missing.csv", /--points: got "missing\.csv, which does not exist"/],
    ["folder.csv", /folder\.csv, which is a folder/],
    ["huge.npy", /huge\.npy of 65000000 bytes.*at most 64 MB/],
  ];
  if (platform() !== "win32") {
    execFileSync("mkfifo", [join(cwd, "pipe.csv")]);
    cases.push(["pipe.csv", /pipe\.csv, which is not a regular file/]);
  }
  for (const [file, says] of cases) {
    const { code, err } = await run("langevin", "--points", file, "--out", "none");
    assert.is(code, 2);
    assert.match(err, says);
  }
});

test.run();
