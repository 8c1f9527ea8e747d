import { join } from "node:path";
import { UsageError } from "../../src/refusal.ts";
import { readInput } from "./read-input.ts";

/**
 * The settings of a training as its run.json has them.
 *
 * @param run its folder
 * @throws UsageError where that is no folder of a training
 */
export async function trainingSettings(run: string): Promise<Readonly<Record<string, unknown>>> {
  const path = join(run, "run.json");
  const expected = "the folder of a training, with a run.json";
  const bytes = await readInput(path, { what: "--resume", expected, most: 64e6 });
  try {
    const { simulation, config } = JSON.parse(new TextDecoder().decode(bytes));
    if (simulation === "mnist-train" && typeof config === "object" && config !== null) return config;
  } catch {
    // refused below
  }
  throw new UsageError({ what: "--resume", got: path, expected: "the run.json of a training" });
}
