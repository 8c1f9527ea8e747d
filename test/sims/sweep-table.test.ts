import { test } from "uvu";
import * as assert from "uvu/assert";
import { flatten } from "../../sims/sweep/flatten.ts";
import { latexTable, latexText } from "../../sims/sweep/latex-table.ts";
import { seriesOf } from "../../sims/sweep/series.ts";
import { csv, sweepTable } from "../../sims/sweep/table.ts";

const rows = [
  {
    value: "1",
    numbers: { mean: [1, 5], meanError: [0.25, 0.1], x: { value: 2, error: 0.5, scheme: 3 } },
    said: [],
  },
  {
    value: "2",
    numbers: { mean: [2, 5], meanError: [0.5, 0.1], x: { value: 4, error: 0.5, scheme: 3 } },
    said: [],
  },
];

test("results nested as arrays and objects have a column an entry", () => {
  const places = flatten({ a: [1, [2, null]], b: { c: true, d: ["x", undefined as never] } });
  assert.equal(
    [...places],
    [
      ["a[0]", 1],
      ["a[1][0]", 2],
      ["a[1][1]", null],
      ["b.c", true],
      ["b.d[0]", "x"],
    ],
  );
});

test("CSV keeps every digit, quotes what needs it, and leaves empty what a value has not", () => {
  const table = sweepTable("label", [
    { value: 'a,"b"', numbers: { x: 0.1 + 0.2 }, said: [] },
    { value: "c", numbers: { y: 1e-300 }, said: [], error: "left\nthe numbers" },
  ]);
  assert.is(
    csv(table),
    'label,x,y,error\r\n"a,""b""",0.30000000000000004,,\r\nc,,1e-300,"left\nthe numbers"\r\n',
  );
});

test("a series has its standard errors and exact values beside it, and only what changes is one", () => {
  assert.equal(seriesOf(sweepTable("k", rows)), [
    { name: "mean[0]", values: [1, 2], errors: [0.25, 0.5] },
    { name: "x", values: [2, 4], errors: [0.5, 0.5], scheme: [3, 3] },
  ]);
  const twice = [1, 2].map((v) => ({ value: `${v}`, numbers: { a: v, b: v, exact: { a: -v } }, said: [] }));
  assert.equal(seriesOf(sweepTable("k", twice)), [{ name: "a", values: [1, 2], exact: [-1, -2] }]);
});

test("text is set by LaTeX as it is read", () => {
  assert.is(
    latexText('50% & a_b $c #d {e} ~f ^g \\h <i|j> "k" [0] *\nl'),
    "50\\% \\& a\\_b \\$c \\#d \\{e\\} \\textasciitilde{}f \\textasciicircum{}g \\textbackslash{}h " +
      "\\textless{}i\\textbar{}j\\textgreater{} \\textquotedbl{}k\\textquotedbl{} {[}0] {*} l",
  );
});

test("a LaTeX table: as many cells in each row as columns, two digits of each error, powers of ten", () => {
  const text = latexTable(
    "k_1",
    ["[1]", "b"],
    [
      { name: "mean[0]", values: [1.23456, -0.000012345], errors: [0.0123, 0.0000045] },
      { name: "n", values: [123456789, null] },
      { name: "z", values: [0, 0.1], errors: [0, null] },
    ],
  );
  const lines = text.trimEnd().split("\n");
  assert.is(lines[0], "\\begin{tabular}{lrrr}");
  assert.is(lines.at(-1), "\\end{tabular}");
  const body = lines.filter((line) => line.endsWith(" \\\\"));
  assert.equal(body, [
    "k\\_1 & mean{[}0] & n & z \\\\",
    "{[}1] & $1.235 \\pm 0.012$ & $1.235 \\times 10^{8}$ & $0$ \\\\",
    "b & $(-1.23 \\pm 0.45) \\times 10^{-5}$ & -- & $0.1$ \\\\",
  ]);
});

test("a LaTeX table has the exact value and the scheme's own behind the measured one", () => {
  const x = { name: "x", values: [1, 2], errors: [0.1, 0.1], exact: [1.5, null], scheme: [1.4, 2.4] };
  const body = latexTable("h", ["1", "2"], [x]).split("\n");
  assert.equal(
    [body[0], body[2], body[4], body[5]],
    [
      "\\begin{tabular}{lrrr}",
      "h & x & exact & this scheme \\\\",
      "$1$ & $1.00 \\pm 0.10$ & $1.5$ & $1.4$ \\\\",
      "$2$ & $2.00 \\pm 0.10$ & -- & $2.4$ \\\\",
    ],
  );
});

test("a swept number is set as a number: a minus sign, a power of ten, and all digits that were typed", () => {
  const body = (values: string[]) =>
    latexTable("eps", values, [])
      .split("\n")
      .slice(4, 4 + values.length);
  assert.equal(body(["-1", "1e-3", "2.5E+10", "0.123456", "baoab-1"]), [
    "$-1$ \\\\",
    "$1 \\times 10^{-3}$ \\\\",
    "$2.5 \\times 10^{10}$ \\\\",
    "$0.123456$ \\\\",
    "baoab-1 \\\\",
  ]);
});

test.run();
