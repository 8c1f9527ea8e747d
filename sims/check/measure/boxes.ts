import { arraySpace, type formulas, gaussLegendre } from "../../../src/index.ts";

export type Window = readonly (readonly [low: number, high: number])[];

/** A log-density with the numbers of its parameters, and the box that holds it. */
export interface Law {
  readonly logDensity: formulas.Formula;
  readonly numbers?: readonly number[];
  readonly window: Window;
}

const rule = gaussLegendre(6);
const deepest = 8;
/** A box is halved along each axis until that changes its probability by less. */
const settled = 1e-8;

/** The window, widened by this factor about its middle. */
export const widen = (window: Window, factor: number): Window =>
  window.map(([low, high]): [number, number] => {
    const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
    return [middle - half, middle + half];
  });

/** The digits of i in base `count`, d of them, the lowest first. */
const digits = (i: number, count: number, d: number): number[] =>
  Array.from({ length: d }, (_, j) => Math.floor(i / count ** j) % count);

/** A window cut into `cells` equal boxes along each axis, the first axis running fastest. */
export const cut = (window: Window, cells: number): Window[] =>
  Array.from({ length: cells ** window.length }, (_, i) =>
    digits(i, cells, window.length).map((k, j): [number, number] => {
      const [low, high] = window[j];
      return [low + ((high - low) * k) / cells, low + ((high - low) * (k + 1)) / cells];
    }),
  );

/** The integral over each box, by 6 Gauss nodes along each axis. */
function gauss({ logDensity, numbers = [] }: Law, boxes: readonly Window[]): Float64Array {
  const d = boxes[0].length;
  const inner = Array.from({ length: rule.nodes.length ** d }, (_, i) => digits(i, rule.nodes.length, d));
  const weights = inner.map((at) => at.reduce((product, k) => (product * rule.weights[k]) / 2, 1));
  const points = new Float64Array(boxes.length * inner.length * d);
  let i = 0;
  for (const box of boxes) {
    for (const at of inner) {
      for (const [j, [low, high]] of box.entries())
        points[i++] = low + ((high - low) * (1 + rule.nodes[at[j]])) / 2;
    }
  }
  const space = arraySpace({ particles: points.length / d, dimension: d });
  const l = space.evaluate(logDensity, numbers, space.scratch(1), points);
  return Float64Array.from(boxes, (box, b) => {
    const volume = box.reduce((product, [low, high]) => product * (high - low), 1);
    return volume * weights.reduce((sum, w, k) => sum + w * Math.exp(l[b * inner.length + k]), 0);
  });
}

/** The probability of each box: those are halved, all together level by level, whose integral still changes. */
export function probabilities(law: Law, boxes: readonly Window[]): Float64Array {
  const total = gauss(law, boxes);
  let open = boxes.map((box, owner) => ({ box, owner, value: total[owner] }));
  for (let depth = 0; depth < deepest && open.length > 0; depth++) {
    const parts = open.map(({ box }) => cut(box, 2));
    const values = gauss(law, parts.flat());
    const count = parts[0].length;
    open = open.flatMap(({ owner, value }, i) => {
      const mine = values.subarray(i * count, (i + 1) * count);
      const change = mine.reduce((a, b) => a + b) - value;
      total[owner] += change;
      if (Math.abs(change) < settled) return [];
      return parts[i].map((box, k) => ({ box, owner, value: mine[k] }));
    });
  }
  return total;
}
