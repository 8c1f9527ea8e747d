import { UsageError } from "../../src/refusal.ts";
import type { Network, NetworkKind, Size } from "./network.ts";

const listOf = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Whether a value is of the kind of the field's default: a list is as long as that. */
function fits(value: unknown, standard: Size[string]): boolean {
  if (listOf(standard))
    return listOf(value) && value.length === standard.length && value.every(Number.isSafeInteger);
  return typeof standard === "boolean" ? typeof value === "boolean" : Number.isSafeInteger(value);
}

const described = (standard: Size[string]): string => {
  if (listOf(standard)) return `${standard.length} integers such as [${standard}]`;
  return typeof standard === "boolean" ? "true or false" : `an integer such as ${standard}`;
};

/** A kind of network whose sizes are checked against those of its default before it is built. */
export function defineNetwork<S extends Size>(
  kind: Omit<NetworkKind, "build"> & { readonly size: S; build(size: S): Network },
): NetworkKind {
  const build = (size: Size): Network => {
    for (const [field, value] of Object.entries(size)) {
      const standard = kind.size[field];
      if (fits(value, standard)) continue;
      const what = `${field} of the network ${kind.name}`;
      throw new UsageError({ what, got: value, expected: described(standard) });
    }
    return kind.build({ ...kind.size, ...size });
  };
  return { ...kind, build };
}
