const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const raise = (exponent: number): string =>
  (exponent < 0 ? "⁻" : "") + [...String(Math.abs(exponent))].map((d) => superscripts[Number(d)]).join("");

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, "\u2009");

/**
 * A number for readers: `digits` significant digits, a true minus, thin spaces between thousands, and a power of
 * ten outside 10^-4 to 10^7. Integers keep all their digits. What is not finite is an em dash.
 */
export function number(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "—";
  const sign = value < 0 ? "\u2212" : "";
  const size = Math.abs(value);
  if (Number.isInteger(size) && size < 1e7) return sign + group(String(size));
  const [factor, power] = size.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 7) return `${sign}${factor}\u2009×\u200910${raise(exponent)}`;
  const [whole, fraction] = size.toFixed(Math.max(0, digits - 1 - exponent)).split(".");
  return sign + group(whole) + (fraction === undefined ? "" : `.${fraction}`);
}
