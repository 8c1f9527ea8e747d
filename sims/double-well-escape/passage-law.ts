/** What is exact about the first passage over the double well. */
export interface PassageLaw {
  /** Mean first passage time. */
  readonly mean: number;
  /** The rate at which the probability of having not passed decays at late times. */
  readonly rate: number;
}

export interface Passage {
  readonly from: number;
  readonly to: number;
  /** T > 0 */
  readonly temperature: number;
}

/** The energy whose barrier, of height 1, lies between minima at -1 and 1. */
export const V = (x: number): number => (x * x - 1) ** 2;

/** Beyond this many T above the minimum there is nothing to the left. */
const nowhere = 60;

/**
 * u(x) = (1/T) int_x^to e^{V(y)/T} int_{-inf}^y e^{-V(z)/T} f(z) dz dy, which solves T u'' - V' u' = -f with u(to) = 0, by the
 * trapezoidal rule on a grid.
 */
function resolvent(x: Float64Array, T: number, f: Float64Array): Float64Array {
  const h = x[1] - x[0];
  const inner = new Float64Array(x.length);
  const weight = (k: number) => Math.exp(-V(x[k]) / T) * f[k];
  for (let k = 1; k < x.length; k++) inner[k] = inner[k - 1] + (h / 2) * (weight(k - 1) + weight(k));
  const u = new Float64Array(x.length);
  const slope = (k: number) => (Math.exp(V(x[k]) / T) * inner[k]) / T;
  for (let k = x.length - 2; k >= 0; k--) u[k] = u[k + 1] + (h / 2) * (slope(k) + slope(k + 1));
  return u;
}

function onGrid({ from, to, temperature: T }: Passage, cells: number): PassageLaw {
  const left = Math.min(from - 1, -Math.sqrt(1 + Math.sqrt(nowhere * T)));
  const before = Math.round((cells * (from - left)) / (to - left));
  // a grid that has the start among its points
  const h = (to - from) / (cells - before);
  const x = Float64Array.from({ length: cells + 1 }, (_, k) => from + (k - before) * h);
  let u = resolvent(x, T, new Float64Array(x.length).fill(1));
  const mean = u[before];
  let rate = 0;
  for (let round = 0; round < 60; round++) {
    const next = resolvent(x, T, u);
    const found = u[before] / next[before];
    if (Math.abs(found - rate) <= 1e-14 * found) break;
    rate = found;
    u = next.map((v) => v / next[before]);
  }
  return { mean, rate };
}

/**
 * The mean first passage time of dx = -V' dt + sqrt(2 T) dW over `to`, and the slowest rate with an absorbing wall there, by power iteration of
 * the inverse operator. Two grids, extrapolated. C. W. Gardiner, Handbook of Stochastic Methods, section 5.2.7.
 */
export function passageLaw(passage: Passage): PassageLaw {
  const [coarse, fine] = [8000, 16_000].map((cells) => onGrid(passage, cells));
  const limit = (key: keyof PassageLaw) => fine[key] + (fine[key] - coarse[key]) / 3;
  return { mean: limit("mean"), rate: limit("rate") };
}

/** Kramers' mean time from -1 to 1 for a barrier that is high beside T: 2 pi / sqrt(V''(-1) |V''(0)|) e^{1/T}. */
export const kramersTime = (T: number): number => ((2 * Math.PI) / Math.sqrt(8 * 4)) * Math.exp(1 / T);
