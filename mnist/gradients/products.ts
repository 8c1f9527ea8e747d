import type {
  Conv2DAttrs,
  GradConfig,
  NamedAttrMap,
  Tensor,
  Tensor2D,
  Tensor4D,
} from "@tensorflow/tfjs-core";
import { UsageError } from "../../src/refusal.ts";
import type { Tf } from "../tf.ts";

/** Matrix products (of matrices not transposed by the op itself) and convolutions. */
export const products = (tf: Tf): GradConfig[] => [
  {
    kernelName: tf.BatchMatMul,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b], attrs) => {
      if (attrs.transposeA || attrs.transposeB || a.rank !== 2 || b.rank !== 2) {
        const got = `shapes [${a.shape}] and [${b.shape}]`;
        throw new UsageError({
          what: "gradient of a matrix product",
          got,
          expected: "matrices, not transposed",
        });
      }
      // A transposed copy first: the backend multiplies fast only what is not transposed.
      return {
        a: () => tf.matMul(dy as Tensor2D, tf.transpose(b as Tensor2D)),
        b: () => tf.matMul(tf.transpose(a as Tensor2D), dy as Tensor2D),
      };
    },
  },
  {
    kernelName: tf.Conv2D,
    inputsToSave: ["x", "filter"],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter] = saved as [Tensor4D, Tensor4D];
      const { strides, pad, dataFormat, dimRoundingMode } = attrs as unknown as Conv2DAttrs;
      const common = { strides, pad, dataFormat, dimRoundingMode };
      const run = (name: string, inputs: Record<string, Tensor>, rest: object): Tensor =>
        tf.engine().runKernel(name, inputs, { ...common, ...rest } as unknown as NamedAttrMap);
      return {
        x: () => run(tf.Conv2DBackpropInput, { dy: dy as Tensor, filter }, { inputShape: x.shape }),
        filter: () => run(tf.Conv2DBackpropFilter, { x, dy: dy as Tensor }, { filterShape: filter.shape }),
      };
    },
  },
];
