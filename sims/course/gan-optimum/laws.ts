import { lineMixture } from "../line-mixture.ts";

/** The data at shift 0; the generator makes the same law, shifted. */
export const lawAt = (shift: number) =>
  lineMixture(
    [
      { weight: 0.6, mean: -2 + shift, deviation: 0.5 },
      { weight: 0.4, mean: 1.5 + shift, deviation: 0.8 },
    ],
    0,
  );
/** What the generator should make. */
export const data = lawAt(0);
/** The value of the game where it does. */
export const floor = -2 * Math.log(2);
