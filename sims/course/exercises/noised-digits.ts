import type { Exercise } from "../exercise.ts";

type Noised = (x0: Float64Array, t: number, z: Float64Array) => Float64Array;
type Level = (t: number) => number;

/** a x0 + s z with the factors that an answer gives. */
const weighed =
  (a: Level, s: Level): Noised =>
  (x0, t, z) =>
    x0.map((x, i) => a(t) * x + s(t) * z[i]);

const one: Level = () => 1;
const std: Level = (t) => 0.01 * 5000 ** t;

const mistakes: readonly { readonly answer: Noised; readonly hint: string }[] = [
  {
    answer: weighed(one, (t) => std(t) ** 2),
    hint: "this is std^2, the variance, times z: is it squared once too often?",
  },
  {
    answer: weighed(one, (t) => Math.sqrt(std(t))),
    hint: "std is the standard deviation already: no root is due",
  },
  {
    answer: weighed(one, (t) => 0.01 + t * (50 - 0.01)),
    hint: "std grows in equal ratios, 0.01 (50/0.01)^t, not in equal steps",
  },
  { answer: weighed(one, (t) => 0.01 * 50 ** t), hint: "the ratio is sigma_max/sigma_min = 50/0.01 = 5000" },
  {
    answer: weighed((t) => Math.sqrt(Math.max(0, 1 - std(t) ** 2)), std),
    hint: "in the variance-exploding SDE the signal keeps its factor 1: there is no sqrt(1 - std^2)",
  },
  {
    answer: weighed(() => 0, std),
    hint: "is x0 missing? The digit stays, noise is added to it",
  },
];

export const noisedDigits: Exercise = {
  task: "The variance-exploding SDE adds noise of the standard deviation std(t) = sigma_min (sigma_max/sigma_min)^t to a digit, sigma_min = 0.01, sigma_max = 50. Write std(t), and noise a batch.",
  imports: { langevin: ["arraySpace", "freshNoise"], "langevin/node": ["testDigits"] },
  script: `const std = (t) => ___;

/** Pixels x0 (from -1 to 1, a batch of images one after the other) at time t, 0 to 1; z has a standard normal a pixel. */
export function noised(x0, t, z) {
  return x0.map((pixel, i) => ___);
}

// Three digits at several times, as the terminal can show them.
const { images } = await testDigits();
const x0 = Float64Array.from(images.subarray(0, 3 * 784), (ink) => (ink / 255 - 0.5) * 2);
const space = arraySpace({ particles: 3, dimension: 784 });
const z = freshNoise(space, 7n).normal({ k: 0 }, 0, space.scratch());
const dot = (v) => " .:-=+*#@"[Math.max(0, Math.min(8, Math.round(4 * (v + 1))))];
for (const t of [0, 0.25, 0.5]) {
  const x = noised(x0, t, z);
  const rows = [4, 8, 12, 16, 20, 24].map((r) => [0, 1, 2].map((n) => Array.from(x.subarray(n * 784 + r * 28, n * 784 + r * 28 + 28), dot).join("")).join("  "));
  console.log(\`t = \${t}\\n\${rows.join("\\n")}\`);
}
`,
  call: "noised",
  probes: [0, 0.25, 0.6, 1].map((t) => [Float64Array.of(-1, 1, 0.2, 0), t, Float64Array.of(0.3, -1.2, 0, 1)]),
  answer: weighed(one, std),
  mistakes,
  consequence: (outcomes) => {
    const deviation = (outcomes[3] as Float64Array)[3];
    return `at t = 1 its noise has the standard deviation ${Number(deviation.toPrecision(4))} where sigma_max = 50 is expected`;
  },
};
