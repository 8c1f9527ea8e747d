/**
 * A noise schedule: x_t = alpha(t) x_0 + sigma(t) z is the law of dX = f(t) X dt + g(t) dW, started from that
 * of time 0, which under `ve` has some noise already. Time runs from 0 (data) to `end` (noise).
 */
export interface Schedule {
  readonly name: string;
  readonly about: string;
  /** The last time, where the data has (almost) become the prior N(0, prior^2 I). */
  readonly end: number;
  /** Standard deviation of the prior at `end`. */
  readonly prior: number;
  /** The factor of the signal. */
  readonly alpha: (t: number) => number;
  /** Standard deviation of the noise. */
  readonly sigma: (t: number) => number;
  /** f(t) = d log alpha / dt */
  readonly drift: (t: number) => number;
  /** g(t), where g^2 = d sigma^2/dt - 2 f sigma^2 */
  readonly diffusion: (t: number) => number;
  /** The time at which sigma / alpha has this value. */
  readonly time: (noiseToSignal: number) => number;
  /** The same with another number of steps, of a discrete schedule, whose time is the index of a step. */
  readonly ofSteps?: (T: number) => Schedule;
  readonly reference: string;
}
