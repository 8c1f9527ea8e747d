import type { Schedule } from "../schedules/schedule.ts";

/** f(t, x), written to `out`, which is given away; the result is never `x` itself. */
export type Field<S> = (t: number, x: S, out: S) => S;

/**
 * The kinds of problem. A solver declares the one that it serves, and the types refuse the others: an additive
 * or diagonal problem is also a general one; an ODE is none of them, and none of them is an ODE.
 */
export interface Problems<S> {
  /** dx/dt = f(t, x) */
  ode: { readonly drift: Field<S>; readonly product?: never };
  /** dX = f(t, X) dt + B(t, X) dW in the Ito sense; `product` is B(t, x) w */
  general: {
    readonly drift: Field<S>;
    readonly product: (t: number, x: S, w: S, out: S) => S;
    /** 1 where time has to rise, -1 where it has to fall; without it either way. */
    readonly direction?: 1 | -1;
  };
  /** dX = f(t, X) dt + g(t) dW */
  additive: Problems<S>["general"] & { readonly diffusion: (t: number) => number };
  /** dX_i = f_i(t, X) dt + b_i(t, X_i) dW_i in the Ito sense; `correction` is b_i db_i/dx_i */
  diagonal: Problems<S>["general"] & { readonly noise: Field<S>; readonly correction: Field<S> };
  /** dq = p dt, dp = F(t, q) dt - gamma p dt + sqrt(2 gamma T) dW, unit mass, k_B = 1 */
  kinetic: { readonly force: Field<S>; readonly temperature: number; readonly friction: number };
  /** x_t = alpha(t) x_0 + sigma(t) z, known through D(t, x) = E[x_0 | x_t] and s(t, x) = grad log p_t */
  denoising: { readonly schedule: Schedule; readonly denoiser: Field<S>; readonly score: Field<S> };
  /** A density known up to its constant; `logDensity` has width 1. */
  target: { readonly score: Field<S>; readonly logDensity: Field<S> };
}
export type Kind = keyof Problems<unknown>;
