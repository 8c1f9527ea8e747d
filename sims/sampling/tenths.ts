/** A number with one digit behind the point; what is below that is 0.0, and not -0.0. */
export const tenths = (value: number): string => (Math.round(10 * value) / 10 + 0).toFixed(1);
