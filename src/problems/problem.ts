import type { Schedule } from "../schedules/schedule.ts";

/** f(t, x), written to `out`, which is given away; the result is never `x` itself. */
export type Field<S> = (t: number, x: S, out: S) => S;

/** B(t, x) w, or another thing that an increment w of the noise makes at x. */
export type Product<S> = (t: number, x: S, w: S, out: S) => S;

/**
 * The kinds of problem. A solver declares the one that it serves, and the types refuse the others. The kinds of SDE are a
 * chain: what is `semilinear` is also `additive`, `commutative`, `stratonovich` and `general`. An ODE is none of them,
 * and none of them is an ODE. What is `diffused` is also `denoising`.
 */
export interface Problems<S> {
  /** dx/dt = f(t, x) */
  ode: { readonly drift: Field<S>; readonly product?: never };
  /** dX = f(t, X) dt + B(t, X) dW in the Ito sense; `product` is B(t, x) w */
  general: {
    readonly drift: Field<S>;
    readonly product: Product<S>;
    /** 1 where time has to rise, -1 where it has to fall; without it either way. */
    readonly direction?: 1 | -1;
  };
  /** The same with its drift in the Stratonovich sense beside it: f - (1/2) sum_j L^j B_j, where L^j = sum_k B_kj d/dx_k */
  stratonovich: Problems<S>["general"] & { readonly stratonovich: Field<S> };
  /**
   * Noise with L^j B_k = L^k B_j, which needs no Levy areas: `quadratic` is sum_jk (L^j B_k) w_j w_k,
   * `correction` is sum_j L^j B_j.
   */
  commutative: Problems<S>["stratonovich"] & {
    readonly quadratic: Product<S>;
    readonly correction: Field<S>;
  };
  /** dX = f(t, X) dt + B(t) dW: the product does not depend on x, and Ito and Stratonovich agree */
  additive: Problems<S>["commutative"] & { readonly additive: true };
  /** dX = [a(t) X + c(t) F(t, X)] dt + g(t) dW, with the parts of its drift told apart */
  semilinear: Problems<S>["additive"] & {
    /** a(t) */
    readonly rate: (t: number) => number;
    /** c(t) */
    readonly weight: (t: number) => number;
    /** F(t, x) */
    readonly remainder: Field<S>;
    /** g(t) */
    readonly diffusion: (t: number) => number;
  };
  /** dq = p dt, dp = F(t, q) dt - gamma p dt + sqrt(2 gamma T) dW, unit mass, k_B = 1 */
  kinetic: {
    readonly force: Field<S>;
    readonly temperature: number;
    readonly friction: number;
    /** 1 where there is friction. */
    readonly direction?: 1;
  };
  /** x_t = alpha(t) x_0 + sigma(t) z, known through D(t, x) = E[x_0 | x_t] and s(t, x) = grad log p_t */
  denoising: { readonly schedule: Schedule; readonly denoiser: Field<S>; readonly score: Field<S> };
  /** The same where log p_t is known up to a constant at each t; `logDensity` has width 1. */
  diffused: Problems<S>["denoising"] & { readonly logDensity: Field<S> };
  /** A density known up to its constant; `logDensity` has width 1. */
  target: { readonly score: Field<S>; readonly logDensity: Field<S>; readonly direction?: 1 };
}
export type Kind = keyof Problems<unknown>;
