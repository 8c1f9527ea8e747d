import { checkSeed, integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import type { Purpose } from "./purposes.ts";

/** Where in the noise a particles x width array lies. */
export interface Address {
  /** 64 bits, the key */
  readonly seed: bigint;
  readonly purpose: Purpose;
  /** Number of the particle in row 0, below 2^40 as the last one. */
  readonly first: number;
  /** Components a particle. */
  readonly width: number;
  /** Below 2^40: the interval's number, or a node of a Brownian tree. */
  readonly step: number;
  /** Further draws of the same step. */
  readonly draw: number;
}

const most = 2 ** 40;

/** Refuses what does not fit into a counter, or an array that is not made of rows of the address's width. */
export function checkAddress({ seed, first, width, step, draw }: Address, length: number): void {
  checkSeed(seed);
  integer("width of the noise", width, { min: 1 });
  const rows = length / width;
  if (!Number.isInteger(rows)) {
    const expected = `rows of ${width}`;
    throw new UsageError({ what: "array for the noise", got: `${length} numbers`, expected });
  }
  integer("first particle", first, { min: 0, max: most - rows });
  integer("step of the noise", step, { min: 0, below: most });
  integer("draw of the noise", draw, { min: 0, max: most / Math.ceil(width / 4) - 1 });
}
