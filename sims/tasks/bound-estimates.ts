import { estimates, type Twins } from "../course/elbo/estimate.ts";
import { type DataLaw, gaussianChain } from "../course/elbo/gaussian-chain.ts";
import type { Form } from "../course/elbo/terms.ts";

export interface BoundInput {
  readonly data: DataLaw;
  readonly T: number;
  readonly form: Form;
  readonly images: number;
  readonly seed: bigint;
}

/** Estimates of the consistency term of the variational bound. */
export const boundEstimates = ({ data, T, form, images, seed }: BoundInput): Twins =>
  estimates(gaussianChain(data, T), form, images, seed);
