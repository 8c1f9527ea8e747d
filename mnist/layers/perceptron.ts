import type { Tensor2D } from "@tensorflow/tfjs-core";
import { dense } from "./dense.ts";
import type { Layer } from "./layer.ts";
import { silu } from "./silu.ts";

/**
 * A multilayer perceptron: affine maps with SiLU between them, [N, widths[0]] to [N, widths[last]].
 *
 * @param gain how much the last map varies at the start; 0 starts as the zero map
 */
export function perceptron(
  name: string,
  widths: readonly number[],
  { gain = 1 }: { readonly gain?: number } = {},
): Layer<[Tensor2D], Tensor2D> {
  const last = widths.length - 2;
  const maps = widths
    .slice(1)
    .map((to, k) => dense(`${name}.${k + 1}`, widths[k], to, k === last ? { gain } : {}));
  return {
    parameters: maps.flatMap((map) => map.parameters),
    apply: (scope, x) => maps.reduce((h, map, k) => map.apply(scope, k === 0 ? h : silu(scope.tf, h)), x),
  };
}
