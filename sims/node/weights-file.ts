import { stat } from "node:fs/promises";
import { join } from "node:path";

/** The file of a network's weights: itself, or that in the folder of a training. */
export async function weightsFile(path: string): Promise<string> {
  const folder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return folder ? join(path, "weights.safetensors") : path;
}
