import type { Table } from "../../plots/index.ts";
import { moments } from "../../src/index.ts";
import type { Context } from "../simulation.ts";
import type { Outcome } from "./outcome.ts";

const word = (value: number): string => Number(value.toPrecision(3)).toString();

/** Of the last coordinate under probabilities of cells. */
const meanUnder = (law: Float64Array, points: Float64Array): number => {
  const d = points.length / law.length;
  return law.reduce((sum, p, i) => sum + p * points[i * d + d - 1], 0);
};

/** The mean of the last coordinate: under the two laws, and of the particles with standard errors. */
function means({ laws, free, sde }: Outcome) {
  const measured = [free, sde].map(({ data, shape: [, d] }) => {
    const { mean, meanError } = moments(data, d);
    return { value: mean[d - 1], error: meanError[d - 1] };
  });
  return {
    tilted: meanUnder(laws.tilted, laws.points),
    flow: meanUnder(laws.flow, laws.points),
    flowParticles: measured[0],
    sdeParticles: measured[1],
  };
}

/** How far what is sampled is from what it is said to be: to run.json under `name`, to the summary, and as tables. */
export function tell(
  context: Context,
  name: string,
  outcomes: readonly Outcome[],
): { readonly table: Table }[] {
  const found = outcomes.map((outcome) => ({ ...outcome, means: means(outcome) }));
  context.number(
    name,
    found.map(({ w, laws, own, tilted, apart, means }) => ({
      w,
      totalVariation: laws.totalVariation,
      divergence: laws.divergence,
      mass: laws.mass,
      particlesFromOwnLaw: { ...own },
      flowFromTilted: { ...tilted.flow },
      sdeFromTilted: { ...tilted.sde },
      classifierApart: apart,
      means,
    })),
  );
  for (const { w, laws, own, tilted } of found) {
    context.say(
      `${name}, w = ${w}: the guided flow's law is ${word(laws.totalVariation)} from the tilted law (total variation); KL of the flow's particles ` +
        `${word(tilted.flow.value)}, of the SDE's ${word(tilted.sde.value)}; p of the flow's law ${word(own.p)}`,
    );
  }
  const distances = found.map(({ w, laws, own, tilted }) => [
    w,
    laws.totalVariation,
    laws.divergence,
    tilted.flow.value,
    tilted.sde.value,
    own.p,
  ]);
  const middles = found.map(({ w, means: m }) => [
    w,
    m.tilted,
    m.flow,
    m.flowParticles.value,
    m.flowParticles.error,
    m.sdeParticles.value,
    m.sdeParticles.error,
  ]);
  return [
    {
      table: {
        columns: ["w", "TV, flow's law", "KL, flow's law", "KL, flow", "KL, SDE", "p, flow"],
        rows: distances,
        caption:
          `Distance from the tilted law: total variation and Kullback-Leibler divergence (nats) of the law of the guided flow, by quadrature; ` +
          `KL of the histograms of the particles, ${word(found[0].tilted.flow.expected)} by chance. p: how often the flow's own law has a histogram as far from it as the flow's particles.`,
      },
    },
    {
      table: {
        columns: ["w", "tilted law", "flow's law", "flow's particles", "s.e.", "SDE's particles", "s.e."],
        rows: middles,
        caption: "Mean of the last coordinate: by quadrature, and of the particles.",
      },
    },
  ];
}
