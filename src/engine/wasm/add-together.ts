import type { LoopParts } from "./loop-parts.ts";
import { advance, eachRow } from "./row-blocks.ts";
import { lowest } from "./row-sums.ts";

/**
 * Statements that add up all rows of a table for all lanes' particles at once. The l of each row is kept until the largest is known: to store it costs
 * less than to compute it again, and no more than a bound for the largest. Two particles in float64 pass over a row that is negligible for both; of
 * four in float32 mostly one is near.
 */
export function addTogether({ v, writer, rows, scopes, sums, l, m, cut, own, label }: LoopParts): string[] {
  const { count } = v.lanes;
  const near = writer.local();
  const kept = (lane: number) => `offset=${16 * lane} (local.get $u)`;
  const pass = (purpose: string, row: (lane: number) => readonly string[]): string[] => [
    `(local.set $u ${rows.scratch("bounds")})`,
    ...eachRow(label(purpose), rows, v.lanes, (lane) => [
      ...row(lane),
      ...(lane === count - 1 ? [advance("$u", 16 * count)] : []),
    ]),
  ];
  const find = (lane: number): string[] => {
    const scope = scopes.together(lane);
    const [value] = writer.write([l], scope);
    const store = `(v128.store ${kept(lane)} (local.get ${own}))`;
    return [...scope.lines, v.set(own, value), store, v.set(m, v.pmax(m, own))];
  };
  const add = (lane: number): string[] => {
    const scope = scopes.together(lane);
    scope.terms.set(l, own);
    const load = v.set(own, `(v128.load ${kept(lane)})`);
    if (count === 4) return [load, ...sums.add(scope, m)];
    const isNear = v.set(near, v.op("v128.not", v.lt(own, cut)));
    const text = sums.add(scope, m, `(local.get ${near})`);
    return [load, isNear, `(if (v128.any_true (local.get ${near})) (then`, ...text, "))"];
  };
  return [
    v.set(m, lowest(v)),
    ...pass("find", find),
    v.set(cut, v.add(m, rows.cutoff(v.lanes))),
    ...sums.begin(),
    ...pass("row", add),
  ];
}
