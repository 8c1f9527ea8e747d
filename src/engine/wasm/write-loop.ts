import { addChosen } from "./add-chosen.ts";
import { addTogether } from "./add-together.ts";
import { loopParts } from "./loop-parts.ts";
import { mostTogether } from "./row-layout.ts";
import { Slots } from "./slots.ts";

/**
 * Writes a loop over a table's rows into the scope around it: some m, z = sum exp(l_k - m) and the sums of exp(l_k - m) v_k. Logarithms are to
 * base 4 until the end. A short table's rows are added up for all lanes' particles together, those of a long one for a particle after the
 * other. Particles do not depend on those beside them. Returns how many slots the loop takes.
 */
export function writeLoop(...around: Parameters<typeof loopParts>): number {
  const [v, , , , outer] = around;
  const slots = new Slots(v);
  const parts = loopParts(...around);
  const { rows, sums, m } = parts;
  outer.lines.push(
    `(local.set $slots ${rows.scratch("slots")})`,
    `(if (i32.le_u ${rows.word("length")} (i32.const ${mostTogether})) (then`,
    ...addTogether(parts),
    ") (else",
    ...addChosen(parts, slots),
    "))",
    ...sums.end(m),
    v.set(m, v.mul(m, 2 * Math.LN2)),
  );
  return slots.count;
}
