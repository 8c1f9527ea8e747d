import type { Formula } from "../formula/formula.ts";
import type { FormulaShape } from "./formula-shape.ts";
import type { Operation } from "./operation.ts";
import type { Place } from "./place.ts";

/** The operation apart from its places: what it is, its formula where it has one, and its purpose where it draws. */
export interface Deed {
  readonly op: Operation["op"];
  readonly formula?: Formula;
  readonly shape?: FormulaShape;
  readonly purpose?: number;
  readonly numbered?: boolean;
}

/** Whether an operation is this deed at these places, with these of the step's long tables. */
export function isThat(
  operation: Operation,
  deed: Deed,
  out: Place,
  xs: readonly Place[],
  tables: readonly number[],
): boolean {
  if (operation.op !== deed.op || operation.out !== out.index || operation.width !== out.width) return false;
  if (operation.xs.length !== xs.length) return false;
  const { shape, purpose } = operation as Deed;
  if (shape?.number !== deed.shape?.number || purpose !== deed.purpose) return false;
  for (let i = 0; i < xs.length; i++) if (operation.xs[i] !== xs[i].index) return false;
  for (let i = 0; i < tables.length; i++) if (operation.tables[i] !== tables[i]) return false;
  return true;
}
