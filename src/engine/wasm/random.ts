import { boxMuller32 } from "./box-muller-32.ts";
import { boxMuller64 } from "./box-muller-64.ts";
import { philox } from "./philox.ts";
import { uniform } from "./uniform.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A block's noise, as statements: where it comes from, what it is, and where it goes to. */
export interface Random {
  readonly kind: "normals" | "uniforms" | "words";
  /** Bytes from the address in the i32 local $row to the block's `stepWords`. */
  readonly offset: number;
  /** v128 locals for the block's first 1 to 4 components. */
  readonly out: readonly string[];
}

/**
 * Noise of the particles in the lanes. Read are the i32 locals $row and $keys, addresses of what `stepWords` and
 * `keySchedule` give, and the v128 locals $p2 and $p3, which `particleWords` sets. Written where it is used, not
 * called: a call a step would cost a third of the speed.
 */
export function random(v: Vocabulary, { kind, offset, out }: Random): string {
  const pair = v.pick({ f32x4: boxMuller32, f64x2: boxMuller64 });
  const write = {
    normals: () =>
      out.flatMap((_, j) => (j % 2 === 0 ? [pair(v, `$_c${j}`, `$_c${j + 1}`, out.slice(j, j + 2))] : [])),
    uniforms: () => out.map((name, j) => v.set(name, uniform(v, `$_c${j}`))),
    words: () => out.map((name, j) => v.set(name, `$_c${j}`)),
  };
  return [philox(v.lanes, offset), ...write[kind]()].join("\n");
}
