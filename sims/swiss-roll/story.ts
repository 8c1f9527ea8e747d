import { type Figure, html, mathml } from "../../plots/index.ts";
import type { Context } from "../simulation.ts";
import { level, top } from "./four-samplers.ts";
import type { Outcome } from "./outcome.ts";

const last = (values: readonly number[]): number => values[values.length - 1];

/** What is seen, before the pictures. */
export function introduce(context: Context): void {
  context.report({
    heading: "What is computed",
    blocks: [
      html`The data are a spiral, ${mathml("\\theta(\\cos\\theta, \\sin\\theta)")} with
      ${mathml("\\theta = \\tfrac{3\\pi}{2}(1 + 2u)")}, centred, scaled to unit standard deviation and blurred by 0.05.
      Noised by any amount its density is an integral along the spiral, so the score is known to quadrature
      precision at every time and nothing is learned here: what remains are the errors of the samplers.`,
      {
        formula:
          "\\mathrm dX = \\left[f X - \\tfrac{1 + \\lambda^2}{2} g^2 \\nabla \\log p_t(X)\\right] \\mathrm dt + \\lambda g \\, \\mathrm dW",
      },
      html`Here ${mathml("\\mathrm dX = f X \\, \\mathrm dt + g \\, \\mathrm dW")} is what noises the data, time runs backwards from T to 0,
      and W is a Brownian motion in that direction. ${mathml("\\lambda = 1")} is the reverse SDE and ${mathml("\\lambda = 0")}
      the probability flow; every ${mathml("\\lambda")} has the same law at each time.`,
    ],
  });
}

/** After how many evaluations each sampler is within the range of exact samples. */
const arrivals = (outcomes: readonly Outcome[], largest: number): string =>
  outcomes
    .map(({ sampler, evaluations, distance }) => {
      const at = distance.findIndex((d) => d <= largest);
      return `${sampler.label} ${at < 0 ? `not within ${last(evaluations)}` : `${evaluations[at]} or fewer`}`;
    })
    .join(", ");

/** The table of the samplers, the two figures, and why they come out as they do. */
export function explain(
  context: Context,
  outcomes: readonly Outcome[],
  exact: readonly number[],
  { beside, curves, exactSpread }: { beside: Figure; curves: Figure; exactSpread: number },
): void {
  const [{ points }] = outcomes;
  const rows = outcomes.map(({ sampler, evaluations, distance, spread, deviations }) => [
    sampler.label,
    last(evaluations),
    last(distance),
    last(distance) / last(exact),
    spread.value,
    deviations,
  ]);
  context.report({
    heading: "Four samplers against the truth",
    blocks: [
      html`All start from ${mathml(`N(0, ${top}^2 I)`)} with ${points.shape[0]} particles and aim at the law at the
      last noise level, the data noised by ${String(level)}. The distance is the sliced 2-Wasserstein distance over 64 fixed
      directions to quantiles of ${400_000} exact points; ${exact.length} sets of as many exact samples lie between
      ${exact[0].toPrecision(3)} and ${last(exact).toPrecision(3)}, which is what a perfect sampler would show.`,
      { list: outcomes.map(({ sampler }) => html`<b>${sampler.label}</b>: ${sampler.about}`) },
      { name: "samplers", figure: beside, caption: "Particles of each sampler beside exact samples." },
      {
        table: {
          columns: [
            "sampler",
            "evaluations",
            "sliced W2",
            "over largest exact",
            "RMS to the spiral",
            "off by (s.e.)",
          ],
          rows,
          caption: html`RMS: root mean square distance; that of exact samples to the spiral is ${exactSpread}.`,
        },
      },
      { name: "distance", figure: curves, caption: "Distance against score evaluations a particle." },
    ],
  });
  context.report({
    heading: "Why plain Langevin dynamics is worse",
    blocks: [
      `Its particles do reach the spiral, and locally they lie as they should: their distance to the curve is
      that of exact samples but for the bias of a finite step, a factor of 1/sqrt(1 - eps/(4 * 0.0026)), 2.5 per cent. But the score far away points to the nearest part of the spiral, which is the outer arm, and there
      they stay. To move along the spiral, or across to the next arm, they must diffuse in steps of a fraction of its width of
      0.05; a thousand such steps go 0.7 units (root mean square) along a curve thirteen units long, and between the arms the density is
      practically zero. How much mass each part gets is decided by where the particles came from, not by the density.`,
      `Noise mends this. At a large noise level the density has one broad maximum, and a few large steps spread the particles as they
      should be; every later level only has to refine what the one before it left. Annealed Langevin dynamics does this level by level, the reverse SDE in
      the limit of many levels with a drift that needs no equilibration, and the probability flow without any noise.`,
      html`Evaluations until the sliced distance is that of exact samples: ${arrivals(outcomes, last(exact))}. That distance hardly sees how wide the cloud is
      across the curve, which the last column of the table does.`,
    ],
  });
}

/** The summary's lines, one a sampler. */
export function verdict(context: Context, outcomes: readonly Outcome[], exact: readonly number[]): void {
  const word = (value: number) => value.toPrecision(3);
  context.number("exact", { sets: exact.length, smallest: exact[0], largest: last(exact) });
  context.say(`sliced W2 of exact samples: ${word(exact[0])} to ${word(last(exact))}`);
  for (const { sampler, evaluations, distance, spread } of outcomes) {
    context.say(
      `${sampler.label.padEnd(18)} ${String(last(evaluations)).padStart(5)} evaluations  sliced W2 ${word(last(distance))}  distance to the spiral ${word(spread.value)}`,
    );
  }
}
