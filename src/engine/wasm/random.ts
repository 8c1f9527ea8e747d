import { boxMuller32 } from "./box-muller-32.ts";
import { boxMuller64 } from "./box-muller-64.ts";
import type { Lanes } from "./lanes.ts";
import { philox } from "./philox.ts";
import { temporaries } from "./temporaries.ts";
import { uniform } from "./uniform.ts";
import { vocabulary } from "./vocabulary.ts";

/**
 * `(call $normals3 row keys p2 p3)` leaves 3 vectors of normals on the stack: those of components 0 to 2 of a
 * block, for the particles of the lanes. `row` is the address of the block's `stepWords`, `keys` that of the
 * seed's `keySchedule`, p2 and p3 come from `particleWords`. Likewise `$uniforms1` and `$words4`.
 *
 * @param count components, 1 to 4
 */
export function random(lanes: Lanes, kind: "normals" | "uniforms" | "words", count: number): string {
  const v = vocabulary(lanes);
  const pair = lanes.count === 4 ? boxMuller32 : boxMuller64;
  const places = Array.from({ length: count }, (_, j) => j);
  const write = {
    normals: () => places.filter((j) => j % 2 === 0).map((j) => pair(v, j)),
    uniforms: () => places.map((j) => v.set(`$n${j}`, uniform(v, `$_c${j}`))),
    words: () => places.map((j) => v.set(`$n${j}`, `$_c${j}`)),
  };
  const body = [philox(lanes), ...write[kind]()].join("\n");
  return `(func $${kind}${count} (param $row i32) (param $keys i32) (param $p2 v128) (param $p3 v128)
(result${" v128".repeat(count)}) ${temporaries(body)} (local $n0 v128) (local $n1 v128) (local $n2 v128) (local $n3 v128)
${body}
${places.map((j) => v.term(`$n${j}`)).join(" ")})`;
}
