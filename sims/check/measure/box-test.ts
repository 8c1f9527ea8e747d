import { cut, type Law, probabilities, type Window, widen } from "./boxes.ts";

type Arrays = Float64Array;

/** Boxes along each axis, in one dimension, in two and in three. */
const cellsOf = (window: Window): number => [150, 30, 12][window.length - 1];
/** A box that should hold fewer points is counted with the outside. */
const least = 20;

/** The integral over the whole space: of the window, then of wider and wider frames until one adds nothing. */
export function integral(law: Law): number {
  let total = probabilities(law, cut(law.window, cellsOf(law.window))).reduce((a, b) => a + b);
  let inside = law.window;
  for (let round = 0; round < 8; round++) {
    const outside = widen(inside, 3);
    // an odd number of boxes in equal thirds: the middle third is the window before
    const frame = cut(outside, 27).filter((box) =>
      box.some(([low, high], j) => (low + high) / 2 < inside[j][0] || (low + high) / 2 > inside[j][1]),
    );
    const more = probabilities(law, frame).reduce((a, b) => a + b);
    total += more;
    inside = outside;
    if (more < 1e-9) break;
  }
  return total;
}

/** How many points, row-major, lie in each box of the window. */
function countBoxes(points: Arrays, window: Window): Arrays {
  const [d, cells] = [window.length, cellsOf(window)];
  const counts = new Float64Array(cells ** d);
  for (let i = 0; i < points.length; i += d) {
    let box = 0;
    for (let j = d - 1; j >= 0; j--) {
      const [low, high] = window[j];
      const cell = Math.floor(((points[i + j] - low) / (high - low)) * cells);
      box = cell >= 0 && cell < cells ? box * cells + cell : Number.NaN;
    }
    if (!Number.isNaN(box)) counts[box]++;
  }
  return counts;
}

/**
 * Pearson's chi-square of points against a law over the boxes of its window and the outside, as a standard normal
 * (Wilson and Hilferty, 1931, doi:10.1073/pnas.17.12.684).
 */
export function boxDeviation(law: Law): (points: Arrays) => number {
  const [d, window] = [law.window.length, law.window];
  const shares = probabilities(law, cut(window, cellsOf(window)));
  return (points) => {
    const n = points.length / d;
    const counts = countBoxes(points, window);
    let [chi, boxes, inside, counted] = [0, 0, 0, 0];
    for (const [i, share] of shares.entries()) {
      const expected = n * share;
      if (!(expected >= least)) continue;
      chi += (counts[i] - expected) ** 2 / expected;
      boxes++;
      inside += expected;
      counted += counts[i];
    }
    // few are expected outside: where there are many all the same, they count against a floor
    chi += (inside - counted) ** 2 / Math.max(n - inside, least);
    return (Math.cbrt(chi / boxes) - (1 - 2 / (9 * boxes))) / Math.sqrt(2 / (9 * boxes));
  };
}
