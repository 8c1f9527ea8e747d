import { UsageError } from "../refusal.ts";
import { fillNormals } from "./draw.ts";
import { purposes } from "./purposes.ts";

const LEAVES = 2 ** 30;

/**
 * The law of W_x and of the integral of W up to x, on the unit interval, given w = W_1 and H = (integral of W)
 * - W_1 / 2, which are independent of variance 1 and 1/12: regression coefficients on w and H, and the
 * Cholesky factor of what remains. J. Foster, T. Lyons and H. Oberhauser (2020), arXiv:1904.06998.
 */
function bridge(x: number) {
  const y = x * (1 - x);
  const areaH = x * x * (3 - 2 * x);
  const c11 = Math.sqrt(Math.max(0, y * (1 - 3 * y)));
  const c21 = c11 > 0 ? (x * x * (1 - x) - y * areaH) / (2 * c11) : 0;
  const c22 = Math.sqrt(Math.max(0, x ** 3 / 3 - x ** 4 / 4 - areaH ** 2 / 12 - c21 ** 2));
  return { x, h: 6 * y, areaW: (x * x) / 2, areaH, c11, c21, c22 };
}
const half = bridge(0.5);

/** W(t) - W(from), and its integral from `from` to t, for each component of each particle. */
export interface PathValue {
  readonly w: Float64Array;
  readonly integral: Float64Array;
}

/** The dyadic tree of one Brownian motion for an array of particles x width. */
export class BrownianTree {
  private readonly from: number;
  private readonly span: number;
  private readonly address: { seed: bigint; first: number; width: number; draw: number };
  /** Of the current interval: its increment, and the integral over it of W - W(left end). */
  private readonly w: Float64Array;
  private readonly area: Float64Array;
  private readonly z1: Float64Array;
  private readonly z2: Float64Array;

  constructor(seed: bigint, first: number, particles: number, width: number, from: number, to: number) {
    this.from = from;
    this.span = to - from;
    this.address = { seed, first, width, draw: 0 };
    [this.w, this.area, this.z1, this.z2] = Array.from(
      { length: 4 },
      () => new Float64Array(particles * width),
    );
  }

  /** Writes the path's value at t, whatever was asked before. */
  locate(t: number, value: PathValue): void {
    let rest = LEAVES * ((t - this.from) / this.span);
    if (Math.abs(rest - Math.round(rest)) < 1e-5) rest = Math.round(rest);
    if (!(rest >= 0 && rest <= LEAVES)) {
      const expected = `a time in [${this.from}, ${this.from + this.span}]`;
      throw new UsageError({ what: "time on a Brownian path", got: t, expected });
    }
    value.w.fill(0);
    value.integral.fill(0);
    this.root();
    let h = this.span;
    let node = 1;
    if (rest < LEAVES) {
      for (let size = LEAVES / 2; rest > 0 && size >= 1; size /= 2, h /= 2) {
        const right = rest >= size;
        this.cut(node, h, half, right, value);
        if (right) rest -= size;
        node = 2 * node + (right ? 1 : 0);
      }
      if (rest === 0) return;
      this.cut(node, h, bridge(rest), false, value);
      h *= rest;
    }
    this.append(value, h);
  }

  private draw(node: number): void {
    fillNormals(this.z1, { ...this.address, purpose: purposes.path, step: node });
    fillNormals(this.z2, { ...this.address, purpose: purposes.pathArea, step: node });
  }

  private root(): void {
    this.draw(0);
    const h = this.span;
    const r = Math.sqrt(h);
    for (let i = 0; i < this.w.length; i++) {
      this.w[i] = r * this.z1[i];
      this.area[i] = h * r * (this.z1[i] / 2 + this.z2[i] / Math.sqrt(12));
    }
  }

  /** Cuts the current interval, of length h, at x h; goes on with its left part, or with its right one behind `value`. */
  private cut(node: number, h: number, b: typeof half, right: boolean, value: PathValue): void {
    this.draw(node);
    const { w, area, z1, z2 } = this;
    const r = Math.sqrt(h);
    for (let i = 0; i < w.length; i++) {
      const w1 = w[i] / r;
      const H = area[i] / (h * r) - w1 / 2;
      const dw = r * (b.x * w1 + b.h * H + b.c11 * z1[i]);
      const da = h * r * (b.areaW * w1 + b.areaH * H + b.c21 * z1[i] + b.c22 * z2[i]);
      if (right) {
        value.integral[i] += b.x * h * value.w[i] + da;
        value.w[i] += dw;
        area[i] -= da + (1 - b.x) * h * dw;
        w[i] -= dw;
      } else {
        w[i] = dw;
        area[i] = da;
      }
    }
  }

  /** Lets `value` go on over the whole of the current interval, of length h. */
  private append(value: PathValue, h: number): void {
    for (let i = 0; i < this.w.length; i++) {
      value.integral[i] += h * value.w[i] + this.area[i];
      value.w[i] += this.w[i];
    }
  }
}
