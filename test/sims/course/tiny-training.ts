import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Size } from "../../../mnist/networks/network.ts";
import { networkOf } from "../../../mnist/networks/network-of.ts";
import { recipeOf } from "../../../mnist/recipes/recipe-of.ts";
import { countWeights, initialWeights } from "../../../mnist/weights.ts";
import { encodeNetwork } from "../../../mnist/weights-file.ts";
import { emptyFolder } from "../command.ts";

/** The folder of a training that has learned nothing: what `langevin mnist train` leaves, with the weights that it begins with. */
export function tinyTraining(name: string, kind: string, size: Size): string {
  const folder = join(emptyFolder(), name);
  mkdirSync(folder);
  const [recipe, spec] = [recipeOf(name), { name: kind, size }];
  const network = networkOf(spec);
  const weights = initialWeights(network.parameters, 5n);
  const losses = [0.5, 0.25, 0.25, 0.125];
  const numbers = {
    recipe: name,
    parameters: countWeights(network.parameters),
    backend: "wasm",
    "training seconds": 80,
    epochs: [
      { epoch: 1, loss: 0.375, seconds: 40 },
      { epoch: 2, loss: 0.1875, seconds: 40 },
    ],
  };
  const run = {
    simulation: "mnist-train",
    status: "done",
    command: `npx langevin mnist train --recipe ${name}`,
    seconds: 90,
    config: { recipe: name },
    numbers,
  };
  const rows = losses.map((loss, k) => ({ step: k + 1, images: 30_000, loss, seconds: 20 * (k + 1) }));
  writeFileSync(join(folder, "run.json"), JSON.stringify(run));
  writeFileSync(join(folder, "metrics.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  writeFileSync(
    join(folder, "weights.safetensors"),
    encodeNetwork({ recipe, spec, network, weights }, "F16"),
  );
  return folder;
}
