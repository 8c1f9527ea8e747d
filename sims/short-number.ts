/** A number as one types it, with a power of ten for what is small or large: 0.16, 1e-9, 1.8e308. */
export const shortNumber = (value: number): string => {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e6)) return String(value);
  return (size === Number.MAX_VALUE ? value.toExponential(1) : value.toExponential()).replace("+", "");
};
