/** A positive number in one digit, rounded up: what it is a bound of stays below. */
export function roundedUp(value: number): string {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Number((unit * Math.ceil(value / unit)).toPrecision(1)).toString();
}
