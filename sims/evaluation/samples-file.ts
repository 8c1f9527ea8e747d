import { pixels } from "../../mnist/data.ts";
import { noLabel } from "../../mnist/score-matching.ts";
import { UsageError } from "../../src/index.ts";
import { npyArray } from "../points/npy-array.ts";

/** How far outside 0 to 1 a pixel may be: rounding. */
const slack = 1e-3;

/**
 * Images of a .npy file as pixels from 0 to 1, n x 784: floats from 0 to 1, or bytes, of shape n x 28 x 28 or n x 784.
 *
 * @throws UsageError for anything else
 */
export function samplesOf(bytes: Uint8Array, file: string): Float32Array {
  const refuse = (got: string, advice = "mnist sample leaves such a file, samples.npy."): never => {
    const expected = "a whole .npy file of n x 28 x 28 pixels, floats from 0 to 1 or bytes";
    throw new UsageError({ what: `samples ${file}`, got, expected, advice });
  };
  const { shape, values, type } = npyArray(bytes, refuse, [2, 3, 4]);
  const [n, ...rest] = shape;
  if (n === 0 || rest.reduce((a, m) => a * m, 1) !== pixels) refuse(`shape (${shape.join(", ")})`);
  const images = Float32Array.from(values, (v) => (type === "u1" ? v / 255 : v));
  const bad = images.findIndex((v) => !(v >= -slack && v <= 1 + slack));
  if (bad >= 0) {
    const advice = type.startsWith("f")
      ? "Was it written with --raw? Then take (x + 1) / 2, clamped."
      : undefined;
    refuse(`${images[bad]} in image ${Math.floor(bad / pixels)}`, advice);
  }
  return images;
}

/**
 * The digit that each of n images was asked to be, 10 for any, from a .npy file of n integers.
 *
 * @throws UsageError for anything else
 */
export function labelsOf(bytes: Uint8Array, file: string, n: number): Uint8Array {
  const refuse = (got: string): never => {
    const expected = `a whole .npy file of ${n} integers from 0 to 9, one a sample, 10 for any digit`;
    throw new UsageError({ what: `labels ${file}`, got, expected });
  };
  const { values } = npyArray(bytes, refuse, [1]);
  if (values.length !== n) refuse(`${values.length} labels`);
  const bad = values.findIndex((v) => !Number.isInteger(v) || v < 0 || v > noLabel);
  if (bad >= 0) refuse(`label ${values[bad]} of sample ${bad}`);
  return Uint8Array.from(values);
}
