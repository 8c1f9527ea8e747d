import { type Figure, lines } from "../../../plots/index.ts";
import { movingLines } from "../moving-lines.ts";
import { type Contest, contest, jensenShannonOf, optimal, sigmoid, value } from "./discriminator.ts";
import { data, floor, lawAt } from "./laws.ts";

const window = [-6, 12] as const;

/** The generator as it comes from `shift` to the data, with the optimal D at each place. */
export function approach(shift: number): Figure {
  const x = Float64Array.from({ length: 181 }, (_, i) => window[0] + ((window[1] - window[0]) * i) / 180);
  const real = data.values(x);
  const frames = Array.from({ length: 41 }, (_, k) => {
    const s = shift * (1 - k / 40);
    const fake = lawAt(s).values(x);
    const D = real.log.map((r, i) => sigmoid(r - fake.log[i]));
    return {
      label: `shift ${s.toFixed(2)}`,
      series: [
        { label: "data", x, y: real.p, name: "truth" },
        { label: "generator", x, y: fake.p, name: "annealed" },
        { label: "optimal D", x, y: D, name: "reverse-sde" },
      ],
    };
  });
  return movingLines({ x: "x", y: "density, D", range: [-0.03, 1.05], frames });
}

/** L(G, D*) against the shift, with the bounds that it runs between. */
export function valueFigure(): Figure {
  const shifts = Array.from({ length: 61 }, (_, i) => i / 5);
  const contests = shifts.map((s) => contest(data, lawAt(s), 2000));
  const level = (v: number) => shifts.map(() => v);
  return lines({
    x: { label: "shift of the generator" },
    panels: [
      {
        y: { label: "nats" },
        series: [
          {
            label: "L(G, D*)",
            x: shifts,
            y: contests.map((c) => value(c, optimal(c))),
            name: "reverse-sde",
          },
          {
            label: "2 JS - 2 log 2",
            x: shifts,
            y: contests.map((c) => 2 * jensenShannonOf(c) + floor),
            look: "points",
            name: "annealed",
          },
          { label: "-2 log 2 and 0", x: shifts, y: level(floor), look: "guide" },
          { label: "-2 log 2 and 0", x: shifts, y: level(0), look: "guide" },
        ],
      },
    ],
  });
}

/** How far the D of the ascent is from D*, and its value from the best one, after each step. */
export function ascentFigure(two: Contest, found: readonly Float64Array[]): Figure {
  const best = optimal(two);
  const top = value(two, best);
  const steps = found.map((_, k) => k);
  const least = 1e-16;
  const gap = (logit: Float64Array) => Math.max(least, top - value(two, logit));
  return lines({
    x: { label: "step of the ascent" },
    panels: [
      {
        y: { label: "distance", log: true },
        series: [
          {
            label: "largest |D - D*|",
            x: steps,
            y: found.map((logit) => Math.max(least, worst(logit, best))),
            look: "both",
            name: "reverse-sde",
          },
          { label: "L(G, D*) - L(G, D)", x: steps, y: found.map(gap), look: "both", name: "annealed" },
        ],
      },
    ],
  });
}

const worst = (logit: Float64Array, best: Float64Array): number =>
  logit.reduce((most, l, i) => Math.max(most, Math.abs(sigmoid(l) - sigmoid(best[i]))), 0);
