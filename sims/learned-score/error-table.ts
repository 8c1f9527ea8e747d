import type { Block } from "../../plots/index.ts";
import type { ByLevel } from "./errors-by-level.ts";
import { roundedUp } from "./rounded-up.ts";

/** Loss, floor and error by noise level, as a table of the report. */
export function errorTable({ errors, floors }: ByLevel): Block {
  const rows = errors.map((e, k) => [
    e.sigma,
    e.loss.value,
    e.loss.error,
    floors[k]?.value ?? e.floor.value,
    e.floor.value,
    e.floor.error,
    e.excess.value,
    e.relative,
  ]);
  const columns = [
    "σ",
    "loss",
    "s.e.",
    "floor",
    "on the examples",
    "s.e.",
    "above the floor",
    "relative error",
  ];
  const off = Math.max(0, ...floors.map((floor) => floor?.error ?? 0));
  const caption =
    `Each level on 10,000 examples that no training has seen. Floor: by quadrature in the plane${off > 0 ? `, to ${roundedUp(off)} or better` : ""}, ` +
    "and with the exact score on the same examples; above it: σ²|s_θ − s|²; relative error: the root of E|s_θ − s|² / E|s|² under the noised law.";
  return { table: { columns, rows, caption } };
}
