import { type Figure, lines } from "../../../plots/index.ts";
import type { LineMixture } from "../line-mixture.ts";
import { type Batch, estimatedLosses } from "./estimates.ts";
import { type Losses, lossesOf, minimiser } from "./losses.ts";

const forms = ["explicit", "implicit", "denoising"] as const;

/** The losses against the slope a of lines through the mean: s(x) = a (x - m). */
export function lossFigure(law: LineMixture, information: number, batch: Batch): Figure {
  const best = minimiser(law);
  const at = (a: number) => ({ a, b: -a * law.mean });
  const curve = Array.from({ length: 81 }, (_, i) => best.a * (1 + (3 * (i - 40)) / 40));
  const points = [-2, -1, 0, 1, 2].map((i) => best.a * (1 + 1.5 * i));
  const few = { x: batch.x.slice(0, 2000), z: batch.z.slice(0, 2000) };
  const measured = points.map((a) => estimatedLosses(law, at(a), few));
  const exact = (form: keyof Losses) => curve.map((a) => lossesOf(law, at(a), information)[form]);
  return lines({
    x: { label: "slope a of the line" },
    panels: [
      {
        y: { label: "loss" },
        series: forms.flatMap((form, k) => {
          const name = ["truth", "reverse-sde", "annealed"][k];
          return [
            { label: form, x: curve, y: exact(form), name },
            {
              label: `${form}, estimated`,
              x: points,
              y: measured.map((m) => m[form].value),
              error: measured.map((m) => m[form].error),
              look: "points" as const,
              name,
            },
          ];
        }),
      },
    ],
  });
}

/** The noised density; its score beside the best line. */
export function scoreFigure(law: LineMixture): Figure {
  const { a, b } = minimiser(law);
  const [low, high] = [-6, 6];
  const x = Float64Array.from({ length: 241 }, (_, i) => low + ((high - low) * i) / 240);
  const { p, score } = law.values(x);
  return lines({
    x: { label: "x" },
    panels: [
      { y: { label: "density" }, series: [{ label: "noised density", x, y: p, name: "annealed" }] },
      {
        y: { label: "score" },
        series: [
          { label: "exact score", x, y: score, name: "truth" },
          { label: "best line", x, y: x.map((xi) => a * xi + b), name: "reverse-sde" },
        ],
      },
    ],
  });
}
