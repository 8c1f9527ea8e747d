import ndarray from "ndarray";
import type { Figure, Grid, Points } from "../../plots/index.ts";
import * as plots from "../../plots/index.ts";
import { fillNormals, purposes } from "../../src/noise/index.ts";

const seed = 7n;
const window = [
  [-3, 3],
  [-3, 3],
] as const;

/** Normal particles, n x d; `step` tells one cloud from another. */
export function cloud(n: number, d: number, step: number, scale = 1): Points {
  const data = new Float64Array(n * d);
  fillNormals(data, { seed, purpose: purposes.normal, first: 0, width: d, step, draw: 0 });
  return ndarray(
    data.map((z) => scale * z),
    [n, d],
  );
}

const line = (n: number) => Float64Array.from({ length: n }, (_, i) => -3 + (6 * i) / (n - 1));
const bell = (r2: number, scale: number) => Math.exp(-r2 / (2 * scale * scale));

/** A Gaussian of the same scale as its cloud. */
export function gaussian(n: number, scale = 1): Grid {
  const x = line(n);
  const z = Float64Array.from({ length: n * n }, (_, i) =>
    bell(x[i % n] ** 2 + x[Math.floor(i / n)] ** 2, scale),
  );
  return { x, y: x, z };
}

const lattice = line(7);
const roots = Array.from({ length: 49 }, (_, i) => [lattice[i % 7], lattice[Math.floor(i / 7)]]);
const arrows = {
  x: roots.map(([x]) => x),
  y: roots.map(([, y]) => y),
  u: roots.map(([x]) => -0.01 * x),
  v: roots.map(([, y]) => -0.01 * y),
};

const column = (label: string, step: number, scale: number) => ({
  label,
  exact: cloud(60, 2, step, scale),
  reverse: cloud(60, 2, step + 1, scale),
  density: gaussian(24, scale),
  arrows,
});

const frames = (title: string) =>
  [1.5, 1.2, 1, 0.8, 0.6].map((scale, k) => ({ label: `${title} t = ${k}`, points: cloud(40, 2, 3, scale) }));

const images = (n: number) => Float32Array.from({ length: n * 784 }, (_, k) => (k % 28 < 14 ? 0.1 : 0.9));

const sampler = (name: string, label: string, step: number) => ({
  name,
  label,
  points: cloud(80, 2, step),
  distance: 0.0123,
  evaluations: 1000,
});

const curves = (label: string) => [
  { name: "langevin", label, evaluations: [10, 100, 1000], distance: [30, 20, 10] },
  { name: "reverse-sde", label: "Reverse SDE", evaluations: [10, 100, 1000], distance: [5, 0.2, 0.01] },
  { name: "flow", label: "Probability flow", evaluations: [9, 99], distance: [0.4, 0.011] },
];

const curve = { x: line(50), p: line(50).map((x) => bell(x * x, 1) / Math.sqrt(2 * Math.PI)) };

/**
 * Small inputs for every figure: `text` stands wherever a caller's words can. A registered figure without an example
 * here fails a test.
 */
export const examples: Readonly<Record<string, (text: string) => Readonly<Record<string, Figure>>>> = {
  sweep: (text) => ({
    numbers: plots.sweep({
      key: text,
      values: ["1", "0.1", "0.01"],
      series: [
        { name: text, values: [3, 0.2, 0.001], errors: [0.1, 0.02, null], exact: [2, 0.2, 0.002] },
        { name: "signed", values: [-1, null, 2], scheme: [-1, 0, 2] },
      ],
      title: text,
    }),
    names: plots.sweep({ key: "solver", values: [text, "heun"], series: [{ name: "x", values: [1, 2] }] }),
  }),
  threeRows: (text) => ({
    three: plots.threeRows({
      columns: [column(text, 0, 0.5), column("t = T/2", 2, 0.8), column("t = T", 4, 1)],
      window,
      title: text,
    }),
  }),
  trajectories: (text) => ({
    plain: plots.trajectories({
      frames: frames(text),
      density: gaussian(24),
      window,
      trails: 3,
      title: text,
    }),
    bare: plots.trajectories({ frames: frames(text), window, trails: 0 }),
    moving: plots.trajectories({
      frames: frames(text).map((frame, k) => ({
        ...frame,
        density: gaussian(24, 1.5 - 0.2 * k),
        window: window.map(([low, high]) => [low + 0.2 * k, high - 0.2 * k] as const),
      })),
      window,
      trails: 2,
    }),
  }),
  samplers: (text) => ({
    five: plots.samplers({
      truth: { points: cloud(80, 2, 9), distance: 0.01 },
      samplers: [
        sampler("langevin", text, 10),
        sampler("annealed", "Annealed Langevin", 11),
        sampler("reverse-sde", "Reverse SDE", 12),
        sampler(text, "Another", 13),
      ],
      density: gaussian(24),
      window,
      metric: text,
      title: text,
    }),
  }),
  distance: (text) => ({
    curves: plots.distance({
      curves: curves(text),
      band: { low: 0.008, high: 0.012, label: text },
      metric: text,
      title: text,
    }),
  }),
  fan: (text) => ({
    paths: plots.fan({
      t: [0, 1, 2, 3],
      bands: [
        { label: text, low: [-1, -1.6, -1.9, -2], high: [1, 1.6, 1.9, 2] },
        { label: "half", low: [-0.3, -0.5, -0.6, -0.7], high: [0.3, 0.5, 0.6, 0.7] },
      ],
      paths: [
        [0, 0.8, 0.1, -0.9],
        [0.2, -0.4, 1.1, 0.3],
      ],
      exact: [
        { label: text, values: [0, 0, 0, 0] },
        { label: "deviation", values: [0.5, 0.8, 0.95, 1] },
      ],
      label: text,
      title: text,
    }),
  }),
  paths: (text) => ({
    two: plots.paths({
      t: [2, 1, 0],
      groups: [
        {
          label: text,
          name: "flow",
          values: [
            [0.5, 0.8, 1],
            [-0.5, -0.2, -1],
          ],
        },
        { label: "reverse", name: "reverse-sde", values: [[0.5, -0.9, -1]] },
      ],
      density: { x: [2, 1, 0], y: [-1, 1], z: [1, 0.5, 1, 1, 0.7, 0.2] },
      window: [-2, 2],
      label: text,
      title: text,
    }),
  }),
  gallery: (text) => {
    const row = (step: number) => ({
      label: text,
      about: text,
      panels: [
        { name: "truth", density: gaussian(24), points: cloud(60, 2, step) },
        { name: "flow", density: gaussian(24), arrows, note: text },
        { name: "reverse-sde", arrows },
      ],
    });
    return {
      plain: plots.gallery({ columns: [text, "two", "three"], rows: [row(1), row(2)], window }),
      titled: plots.gallery({
        columns: [text, "two", "three"],
        rows: [row(3)],
        window: [window, window, window],
        title: text,
      }),
    };
  },
  landscape: (text) => ({
    full: plots.landscape({
      values: gaussian(24),
      levels: [0, 1, 0.1],
      label: text,
      marks: [
        { x: 0, y: 0, label: text },
        { x: 1, y: 1, label: "saddle", symbol: "cross" },
      ],
      points: cloud(60, 2, 30),
      paths: [cloud(20, 2, 31)],
      window,
      title: text,
    }),
  }),
  lines: (text) => ({
    two: plots.lines({
      x: { label: text, log: true },
      panels: [
        {
          y: { label: text, log: true },
          series: [
            { label: text, x: [0.01, 0.1, 1], y: [1e-4, 1e-2, 1], error: [1e-5, 1e-3, 0.1], look: "both" },
            { label: "slope 2", x: [1, 0.1, 0.01], y: [1, 1e-2, 1e-4], look: "slope" },
          ],
        },
        {
          y: { label: "weak error" },
          series: [
            { label: text, x: [0.01, 0.1, 1], y: [1, 2, 3], look: "points" },
            { label: "exact", name: "truth", x: [0.01, 1], y: [1, 3] },
          ],
        },
      ],
      title: text,
    }),
  }),
  digits: (text) => ({
    plain: plots.digits({ images: images(20), rows: 4, columns: 5 }),
    labelled: plots.digits({ images: images(5), rows: 2, columns: 3, labels: [text, "1", "8"], title: text }),
  }),
  movingDigits: (text) => ({
    moving: plots.movingDigits({
      frames: [0, 1, 2].map((k) => ({ label: `${text} ${k}`, images: images(5).map((p) => p * k) })),
      rows: 1,
      columns: 5,
      title: text,
    }),
  }),
  samples: (text) => ({
    line: plots.samples({
      points: cloud(500, 1, 20),
      density: curve,
      window: [window[0]],
      title: text,
      name: text,
    }),
    plane: plots.samples({ points: cloud(100, 2, 21), density: gaussian(24), window, title: text }),
    space: plots.samples({ points: cloud(100, 5, 22), window, name: "flow" }),
  }),
};
