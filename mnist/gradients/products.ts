import type { Conv2DAttrs, GradConfig, NamedAttrMap, Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { UsageError } from "../../src/refusal.ts";
import type { Tf } from "../tf.ts";

/** Rows and columns, the last two axes, exchanged. */
const turned = (tf: Tf, x: Tensor): Tensor =>
  tf.transpose(x, [...x.shape.keys()].with(-1, x.rank - 2).with(-2, x.rank - 1));

/** Matrix products (not transposed by the op itself, one or a batch of them) and convolutions. */
export const products = (tf: Tf): GradConfig[] => [
  {
    kernelName: tf.BatchMatMul,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b], attrs) => {
      const batches = (x: Tensor): string => String(x.shape.slice(0, -2));
      if (attrs.transposeA || attrs.transposeB || batches(a) !== batches(b)) {
        const got = `shapes [${a.shape}] and [${b.shape}]`;
        throw new UsageError({
          what: "gradient of a matrix product",
          got,
          expected: "matrices, not transposed, or as many of them",
        });
      }
      const g = dy as Tensor;
      if (tf.getBackend() === "tensorflow") {
        return { a: () => tf.matMul(g, b, false, true), b: () => tf.matMul(a, g, true, false) };
      }
      // A transposed copy first: the other backends multiply fast only what is not transposed.
      return { a: () => tf.matMul(g, turned(tf, b)), b: () => tf.matMul(turned(tf, a), g) };
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
