// Diffusion on MNIST: npx tsx sims/course/examples/diffusion-on-mnist.ts [training steps] [sampling steps] writes digits.html.
import { writeFileSync } from "node:fs";
import { adamState, initialWeights, loadBackend, networkOf, pixelsOf } from "langevin/mnist";
import { plotlyBundle, trainingDigits } from "langevin/node";
import { page, digits as picture } from "langevin/plots";
import { sample } from "./sampler.ts";
import { trainingStep } from "./training-step.ts";

const [steps = 1500, sampling = 300] = process.argv.slice(2).map(Number);
const [tf, digits] = [await loadBackend({ name: "wasm" }), await trainingDigits()];
const network = networkOf({ name: "digits", size: {} });
const learner = { tf, network, state: adamState(initialWeights(network.parameters, 7n)) };
for (let k = 0; k < steps; k++) {
  const batch = Array.from({ length: 64 }, (_, i) => (64 * k + i) % digits.count);
  const x0 = pixelsOf(digits, batch).map((p) => 2 * p - 1);
  const loss = await trainingStep(learner, x0, 7n);
  if (k % 10 === 0) console.log(`step ${k}: loss ${loss.toFixed(4)}`);
}
const x = await sample(learner, 16, sampling, 7n);
const figure = picture({ images: x.map((v) => (v + 1) / 2), rows: 2, columns: 8 });
const title = `Digits after ${steps} steps`;
writeFileSync(
  "digits.html",
  page({ title, figures: [{ name: "digits", figure }], plotly: await plotlyBundle() }),
);
