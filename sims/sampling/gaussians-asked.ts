import { UsageError } from "../../src/index.ts";
import type { DensitySpec } from "./spec.ts";

type Matrix = readonly (readonly number[])[];

/** Settings that spell out Gaussians: what is told once holds for all of them. */
export interface GaussiansAsked {
  readonly mean?: readonly (readonly number[])[] | undefined;
  readonly covariance?: readonly Matrix[] | undefined;
  readonly weights?: readonly number[] | undefined;
  readonly dimension?: number | undefined;
}

const refuse = (got: string, expected: string, advice?: string): never => {
  throw new UsageError({ what: "what to sample", got, expected, advice });
};

/** How many Gaussians there are, where each list has one entry or as many as there are. */
function countOf({ mean, covariance, weights }: GaussiansAsked): number {
  const told = Object.entries({ mean, covariance, weights }).flatMap(([name, list]) =>
    list === undefined ? [] : [{ name, length: list.length }],
  );
  const n = Math.max(mean?.length ?? 1, covariance?.length ?? 1);
  if (weights !== undefined && n === 1) {
    const advice = 'Semicolons stand between means, such as --mean "0;1", and bars between covariances.';
    refuse("--weights with one mean and one covariance", "several means or covariances", advice);
  }
  if (told.some(({ name, length }) => length !== n && (length !== 1 || name === "weights"))) {
    const got = told.map(({ name, length }) => `--${name} of ${length}`).join(" and ");
    refuse(got, "as many of each, or one mean or covariance for all");
  }
  return n;
}

/** The Gaussian of these settings, or the mixture of several; the length of what was given is the dimension. */
export function gaussiansAsked(asked: GaussiansAsked): DensitySpec {
  const { mean, covariance, weights, dimension } = asked;
  const d = (mean?.[0] ?? covariance?.[0])?.length ?? refuse("--weights alone", "a mean or a covariance too");
  if (dimension !== undefined && dimension !== d) {
    refuse(`--dimension ${dimension} with a mean or a covariance in ${d}`, "the same dimension");
  }
  const unit = Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? 1 : 0)));
  const means = mean ?? [new Array<number>(d).fill(0)];
  const covariances = covariance ?? [unit];
  const all = Array.from({ length: countOf(asked) }, (_, k) => ({
    mean: means[k] ?? means[0],
    covariance: covariances[k] ?? covariances[0],
    ...(weights && { weight: weights[k] }),
  }));
  return all.length === 1 ? { mean: all[0].mean, covariance: all[0].covariance } : { mixture: all };
}
