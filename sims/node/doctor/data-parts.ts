import { testDigits, trainingDigits } from "../digits-data.ts";
import type { Part } from "./part.ts";

/** The images of MNIST, their digests checked. */
export async function dataParts(): Promise<Part[]> {
  const common = { group: "Data", name: "MNIST", brings: "images to train on and to compare with" };
  try {
    const [training, testing] = await Promise.all([trainingDigits(), testDigits()]);
    return [{ ...common, found: `${training.count} + ${testing.count} images` }];
  } catch (error) {
    return [{ ...common, remedy: (error as Error).message }];
  }
}
