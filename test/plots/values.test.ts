import ndarray from "ndarray";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arrowScale, arrowsTrace } from "../../plots/arrows-trace.ts";
import { densityTrace } from "../../plots/density-trace.ts";
import {
  type Curve,
  digits,
  distance,
  landscape,
  lines,
  movingDigits,
  samples,
  sweep,
  threeRows,
  trajectories,
} from "../../plots/index.ts";
import { UsageError } from "../../src/refusal.ts";
import { cloud, gaussian } from "./examples.ts";

const numbers = (value: unknown) => Array.from(value as ArrayLike<number>);
const refused = (error: Error) => error instanceof UsageError;

test("a histogram's bars have area one, and stand where the particles are", () => {
  const points = ndarray(Float64Array.of(-0.9, -0.9, -0.9, 0.9), [4, 1]);
  const [bars] = samples({ points, window: [[-1, 1]] }).data;
  const [x, y, width] = [numbers(bars.x), numbers(bars.y), bars.width as number];
  assert.ok(Math.abs(y.reduce((sum, height) => sum + height * width, 0) - 1) < 1e-6);
  const mean = y.reduce((sum, height, i) => sum + height * width * x[i], 0);
  assert.ok(Math.abs(mean + 0.45) < width, `mean ${mean}`);
});

test("the exact curve is drawn as it is", () => {
  const density: Curve = { x: [0, 1, 2], p: [0.1, 0.4, 0.2] };
  const [, curve] = samples({ points: cloud(10, 1, 0), window: [[0, 2]], density }).data;
  assert.equal(numbers(curve.y), Array.from(Float32Array.of(0.1, 0.4, 0.2)));
});

test("only as many particles are drawn as asked for, the first ones", () => {
  const points = cloud(100, 2, 1);
  const dots = samples({
    points,
    window: [
      [-3, 3],
      [-3, 3],
    ],
    limit: 7,
  }).data.at(-1)!;
  assert.equal(
    numbers(dots.x),
    Array.from({ length: 7 }, (_, i) => Math.fround(points.get(i, 0))),
  );
  assert.equal(
    numbers(dots.y),
    Array.from({ length: 7 }, (_, i) => Math.fround(points.get(i, 1))),
  );
});

test("points are read through their strides", () => {
  const points = cloud(6, 2, 1);
  const [dots] = samples({
    points: points.step(2),
    window: [
      [-3, 3],
      [-3, 3],
    ],
  }).data;
  assert.equal(
    numbers(dots.x),
    [0, 2, 4].map((i) => Math.fround(points.get(i, 0))),
  );
});

test("shading rises with the density, row by row from below", () => {
  const { z } = densityTrace({ x: [0, 1, 2], y: [0, 1], z: [0, 1, 4, 16, NaN, -1] }) as unknown as {
    z: Uint8Array[];
  };
  assert.equal(z.map(numbers), [
    [0, 64, 128],
    [255, 0, 0],
  ]);
});

/** Length from the root to the tip of each drawn arrow. */
function drawnLengths(trace: { readonly [attribute: string]: unknown }): number[] {
  const [x, y] = [numbers(trace.x), numbers(trace.y)];
  return Array.from({ length: x.length / 9 }, (_, k) => {
    const [from, wing, tip] = [9 * k, 9 * k + 6, 9 * k + 3];
    const root = [(x[from] + x[wing]) / 2, (y[from] + y[wing]) / 2];
    return Math.hypot(x[tip] - root[0], y[tip] - root[1]);
  });
}

test("arrows point along (u, v), in proportion to their lengths", () => {
  const roots = Array.from({ length: 25 }, (_, i) => [i % 5, Math.floor(i / 5)]);
  const arrows = {
    x: roots.map(([x]) => x),
    y: roots.map(([, y]) => y),
    u: roots.map((_, i) => 0.01 * (i % 5)),
    v: roots.map(() => 0),
  };
  const lengths = drawnLengths(arrowsTrace(arrows, "#000"));
  assert.is(lengths.length, 20, "arrows of no length are left out");
  lengths.forEach((length, k) => {
    const expected = 0.01 * ((k % 4) + 1) * arrowScale(arrows);
    assert.ok(Math.abs(length - expected) < 1e-5, `${length}, expected ${expected}`);
  });
  assert.ok(Math.max(...lengths) < 1, "no arrow reaches over the next root");
});

test("no arrows at all, and arrows of no length, are no arrows", () => {
  assert.is(numbers(arrowsTrace({ x: [], y: [], u: [], v: [] }, "#000").x).length, 0);
  assert.is(numbers(arrowsTrace({ x: [0, 1], y: [0, 1], u: [0, 0], v: [0, NaN] }, "#000").x).length, 0);
});

test("every pixel of a digit is in its place, first row at the top", () => {
  const images = new Float32Array(3 * 784);
  images[0] = 1; // first image, top left
  images[784 + 27] = 0.5; // second image, top right
  images[2 * 784 + 783] = 2; // third image, bottom right, beyond white
  const figure = digits({ images, rows: 2, columns: 2 });
  const z = figure.data[0].z as Uint8Array[];
  assert.is(z.length, 58);
  assert.is(z[0].length, 58);
  assert.equal([z[0][0], z[0][57], z[57][27], z[0][1], z[28][0]], [255, 128, 255, 0, 255]);
  const { range } = figure.layout.yaxis as { range: number[] };
  assert.ok(range[0] > range[1], "rows count downwards");
});

test("each instant of moving digits has its own pixels, and at rest the last one is seen", () => {
  const frames = [0.2, 0.6].map((grey) => ({ label: `${grey}`, images: new Float32Array(784).fill(grey) }));
  const figure = movingDigits({ frames, rows: 1, columns: 1 });
  const first = (z: unknown) => (z as Uint8Array[])[3][5];
  assert.equal(
    figure.frames?.map(({ data }) => first(data[0].z)),
    [51, 153],
  );
  assert.is(first(figure.data[0].z), 153);
});

test("a path grows from frame to frame and ends at its particle", () => {
  const clouds = [1, 2, 3].map((step) => cloud(10, 2, step));
  const frames = clouds.map((points, k) => ({ label: `${k}`, points }));
  const figure = trajectories({
    frames,
    window: [
      [-3, 3],
      [-3, 3],
    ],
    trails: 2,
  });
  const [, path, , heads] = figure.frames![1].data as { x: Float32Array }[];
  const at = (k: number, i: number) => Math.fround(clouds[k].get(i, 0));
  assert.equal(numbers(path.x), [at(0, 0), at(1, 0), NaN, at(0, 1), at(1, 1), NaN]);
  assert.equal(numbers(heads.x), [at(1, 0), at(1, 1)]);
  assert.equal(numbers(figure.data[0].x), numbers((figure.frames![2].data[0] as { x: Float32Array }).x));
});

test("names at the ends of curves that end together stand apart", () => {
  const curve = (name: string, end: number) => ({
    name,
    label: name,
    evaluations: [10, 100],
    distance: [1, end],
  });
  const { layout } = distance({
    curves: [curve("a", 0.01), curve("b", 0.0101), curve("c", 0.0099), curve("d", 1)],
  });
  const heights = (layout.annotations as { y: number }[]).map(({ y }) => 460 * y).sort((a, b) => a - b);
  for (let k = 1; k < heights.length; k++) assert.ok(heights[k] - heights[k - 1] > 21.9, String(heights));
  assert.ok(heights[3] <= 460 && heights[0] >= 0);
});

/** Width and height of what its margins leave of a figure. */
const inner = ({ layout }: { readonly layout: object }): readonly [number, number] => {
  const { width, height, margin } = layout as Record<"width" | "height", number> & {
    margin: Record<"l" | "r" | "t" | "b", number>;
  };
  return [width - margin.l - margin.r, height - margin.t - margin.b];
};

test("a panel has the shape of its window, so that none of the page is left empty", () => {
  const points = cloud(10, 2, 0);
  for (const [x, y, shape] of [
    [3, 3, 1],
    [4, 2, 2],
    [2, 4, 0.5],
    [100, 1, 2.5],
  ]) {
    const window = [
      [-x, x],
      [-y, y],
    ] as const;
    const frames = [{ label: "", points }];
    const values = { x: [-1, 1], y: [-1, 1], z: [0, 1, 2, 3] };
    for (const figure of [
      samples({ points, window }),
      trajectories({ frames, window }),
      landscape({ values, levels: [0, 3, 1], label: "V", window }),
    ]) {
      const [width, height] = inner(figure);
      assert.ok(Math.abs(width / height - shape) < 0.01 * shape, `${width} x ${height} for ${x} x ${y}`);
    }
  }
});

test("values a little beyond the outermost contours are drawn as they are, so that these run smoothly", () => {
  const values = { x: [0, 1], y: [0, 1], z: [-3, 0, 10, 99] };
  const [{ z }] = landscape({
    values,
    levels: [0, 10, 2],
    label: "V",
    window: [
      [0, 1],
      [0, 1],
    ],
  }).data;
  assert.equal(
    (z as Float32Array[]).map((row) => [...row]),
    [
      [-3, 0],
      [10, 20],
    ],
  );
});

test("an axis shows a letter in italics, words upright, and a small number as a power of ten", () => {
  const title = (label: string) => {
    const one = { label: "a", x: [1, 2], y: [1e-6, 2e-6] };
    const { xaxis } = lines({ x: { label }, panels: [{ y: { label: "y" }, series: [one] }] }).layout;
    return xaxis as { title: { text: string }; exponentformat: string };
  };
  assert.is(title("t").title.text, "<i>t</i>");
  assert.is(title("passage time").title.text, "passage time");
  assert.is(title("t").exponentformat, "power");
});

test("names below a sweep that would run into each other are tilted", () => {
  const angle = (values: string[]) => {
    const series = ["mean", "variance"].map((name) => ({ name, values: values.map((_, i) => i) }));
    return (sweep({ key: "solver", values, series }).layout.xaxis as { tickangle?: number }).tickangle;
  };
  assert.is(angle(["mala", "hmc"]), undefined);
  assert.is(angle(["heun", "dpm-solver-2m", "euler-maruyama"]), -30);
});

test("wrong shapes are refused", () => {
  const window = [
    [-3, 3],
    [-3, 3],
  ] as const;
  assert.throws(() => samples({ points: ndarray(new Float64Array(4), [4]), window }), refused);
  assert.throws(() => trajectories({ frames: [], window }), refused);
  assert.throws(
    () => trajectories({ frames: [4, 5].map((n) => ({ label: "", points: cloud(n, 2, 0) })), window }),
    refused,
  );
  assert.throws(() => densityTrace({ ...gaussian(3), z: [1, 2] }), refused);
  assert.throws(() => arrowsTrace({ x: [0], y: [0], u: [1, 2], v: [0] }, "#000"), refused);
  assert.throws(() => digits({ images: new Float32Array(783), rows: 1, columns: 1 }), refused);
  assert.throws(() => digits({ images: new Float32Array(784), rows: 0, columns: 1 }), refused);
  const unlike = [784, 1568].map((n) => ({ label: "", images: new Float32Array(n) }));
  for (const frames of [[], unlike]) {
    assert.throws(() => movingDigits({ frames, rows: 1, columns: 1 }), refused);
  }
  assert.throws(() => threeRows({ columns: [], window }), refused);
  const curve = { name: "flow", label: "flow", evaluations: [1, 2], distance: [1] };
  assert.throws(() => distance({ curves: [curve] }), refused);
});

test.run();
