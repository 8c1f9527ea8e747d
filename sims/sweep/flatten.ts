import type { Json } from "../simulation.ts";

/** An entry of a table. */
export type Scalar = string | number | boolean | null;

/** Results by their places: { mean: [1, 2], exact: { mean: [1] } } has "mean[0]", "mean[1]" and "exact.mean[0]". */
export function flatten(numbers: Readonly<Record<string, Json | undefined>>): Map<string, Scalar> {
  const places = new Map<string, Scalar>();
  const visit = (value: Json | undefined, place: string): void => {
    if (value === undefined) return;
    if (typeof value !== "object" || value === null) places.set(place, value);
    else if (Array.isArray(value)) value.forEach((item, i) => void visit(item, `${place}[${i}]`));
    else for (const [name, item] of Object.entries(value)) visit(item, `${place}.${name}`);
  };
  for (const [name, value] of Object.entries(numbers)) visit(value, name);
  return places;
}
