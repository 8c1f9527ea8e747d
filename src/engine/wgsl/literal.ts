/** A number as WGSL, rounded to float32. What is not finite has no literal there. */
export function literal(value: number): string {
  const rounded = Math.fround(value);
  if (Number.isNaN(rounded)) return "nan()";
  if (!Number.isFinite(rounded)) return rounded < 0 ? "(-infinity())" : "infinity()";
  const text = Object.is(rounded, -0) ? "-0" : String(rounded);
  return text.startsWith("-") ? `(${text}f)` : `${text}f`;
}
