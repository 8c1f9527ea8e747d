/** A number with five digits at most, and none that say nothing. */
export const fiveDigits = (value: number): string => Number(value.toPrecision(5)).toString();
