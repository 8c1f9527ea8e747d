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
      `${name}, w = ${w}: total variation of the guided flow from the tilted law ${word(laws.totalVariation)}; ` +
        `KL of its particles from its own law ${word(own.value)} (p = ${word(own.p)}), from the tilted law ${word(tilted.flow.value)}, of the SDE's ${word(tilted.sde.value)} (by chance ${word(tilted.sde.expected)})`,
    );
  }
  const distances = found.map(({ w, laws, own, tilted }) => [
    w,
    laws.totalVariation,
    laws.divergence,
    own.value,
    own.expected,
    own.p,
    tilted.flow.value,
    tilted.sde.value,
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
        columns: [
          "w",
          "TV of the flow's law",
          "KL of the flow's law",
          "particles: KL from the flow's law",
          "by chance",
          "p",
          "KL from tilted, flow",
          "KL from tilted, SDE",
        ],
        rows: distances,
        caption:
          "Total variation and Kullback-Leibler divergence (nats) from the tilted law by quadrature, and those of the particles' histograms.",
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
