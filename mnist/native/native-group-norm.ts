import type { GradSaveFunc, Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";
import type { NativeOperations } from "./native-operations.ts";

interface Inputs {
  readonly x: Tensor4D;
  /** [N, C] */
  readonly shift: Tensor;
  /** [C] or [N, C] */
  readonly gamma: Tensor;
  readonly beta: Tensor;
}

interface How {
  readonly groups: number;
  readonly silu: boolean;
}

/** The group norm of `groupNorm` by operations compiled for it: each way one pass over the images. */
export function nativeGroupNorm(
  tf: Tf,
  run: NativeOperations,
  inputs: Inputs,
  { groups, silu }: How,
): Tensor4D {
  const how = { groups, silu };
  const op = tf.customGrad((...given) => {
    const save = given.pop() as unknown as GradSaveFunc;
    const [x, shift, gamma, beta] = given as Tensor[];
    const [value, scale, offset] = run("LangevinGroupNorm", how, [x, shift, gamma, beta], 3);
    save([x, scale, offset, gamma, beta]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => run("LangevinGroupNormGrad", how, [dy, ...saved], 4);
    return { value, gradFunc };
  });
  return op(inputs.x, inputs.shift, inputs.gamma, inputs.beta) as Tensor4D;
}
